//! The list of commands: the one place where each is declared.
//!
//! A host hands the name of a macro to [`for_each_command`](crate::for_each_command) and gets the whole list; so a host
//! that has no answer to one of them does not compile.

/// Calls `$callback!` with every command as `name: Request => Response;`.
#[macro_export]
macro_rules! for_each_command {
    ($callback:ident) => {
        $callback! {
            status: Nothing => Status;
            create_vault: CreateRequest => RecoveryCode;
            restore_vault: RestoreRequest => RecoveryCode;
            save_recovery_code: SaveRecoveryCodeRequest => Nothing;
            confirm_recovery_code: ConfirmRequest => OpenVault;
            cancel_new_vault: Nothing => Nothing;
            unlock: UnlockRequest => OpenVault;
            recover: RecoverRequest => OpenVault;
            change_password: ChangePasswordRequest => OpenVault;
            lock: Nothing => Nothing;
            touch: Nothing => Nothing;
            list_items: ListRequest => ItemList;
            sidebar: Nothing => Sidebar;
            health: Nothing => Health;
            expiring: ExpiringRequest => Expiring;
            calendar: CalendarRequest => Calendar;
            export_calendar: ExportCalendarRequest => CalendarExport;
            breach_check: BreachRequest => BreachReport;
            cancel_breach_check: Nothing => Nothing;
            compliance: ComplianceRequest => Compliance;
            export_compliance: ExportComplianceRequest => ComplianceReport;
            measure_passwords: Nothing => MeasuredPasswords;
            policies: Nothing => Policies;
            change_policies: Policies => Policies;
            kinds: Nothing => Kinds;
            item_types: Nothing => ItemTypes;
            save_item_type: SaveItemTypeRequest => ItemTypeSaved;
            delete_item_type: ItemTypeRequest => ItemTypeDeleted;
            try_pattern: TryPatternRequest => PatternTried;
            open_item: ItemRequest => ItemView;
            reveal: FieldRequest => Revealed;
            copy_field: FieldRequest => Copied;
            copy_text: CopyTextRequest => Copied;
            one_time_code: FieldRequest => OneTimeCode;
            history: ItemRequest => History;
            open_version: RestoreVersionRequest => ItemView;
            restore_version: RestoreVersionRequest => ItemView;
            create_item: CreateItemRequest => ItemView;
            update_item: UpdateItemRequest => ItemView;
            duplicate_item: ItemRequest => ItemView;
            add_attachment: AddAttachmentRequest => ItemView;
            cancel_attachments: Nothing => Nothing;
            save_attachment: SaveAttachmentRequest => AttachmentSaved;
            preview_attachment: AttachmentRequest => AttachmentPreview;
            rename_attachment: RenameAttachmentRequest => ItemView;
            remove_attachment: AttachmentRequest => ItemView;
            move_items: MoveItemsRequest => Touched;
            tag_items: TagItemsRequest => Touched;
            favour_items: FavouriteRequest => Touched;
            delete_items: ItemsRequest => Touched;
            restore_items: ItemsRequest => Touched;
            purge_items: ItemsRequest => Touched;
            create_folder: CreateFolderRequest => FolderCreated;
            update_folder: UpdateFolderRequest => Nothing;
            delete_folder: FolderRequest => Touched;
            generate: GenerateRequest => Generated;
            site_rules: SiteRulesRequest => SiteRules;
            strength: StrengthRequest => Strength;
            recognise: RecogniseRequest => Recognised;
            recognise_picture: PictureRequest => Recognised;
            qr_of_code: FieldRequest => QrCode;
            qr_of_network: ItemRequest => QrCode;
            make_ssh_key: MakeSshKeyRequest => RecognisedItem;
            make_certificate: MakeCertificateRequest => RecognisedItem;
            authorities: Nothing => Authorities;
            check_certificate: CheckCertificateRequest => CertificateCheck;
            connection_check_plan: ItemRequest => ConnectionPlan;
            test_connection: ContactRequest => ConnectionTest;
            oauth_plan: ItemRequest => OauthPlan;
            discover_provider: ContactRequest => Discovered;
            refresh_token: ContactRequest => TokenRefresh;
            preview_import: PreviewImportRequest => ImportPreview;
            run_import: RunImportRequest => ImportReport;
            cancel_import: Nothing => Nothing;
            imports: Nothing => PastImports;
            undo_import: UndoImportRequest => UndoReport;
            export_formats: Nothing => ExportFormats;
            preview_export: PreviewExportRequest => ExportPreview;
            run_export: RunExportRequest => ExportReport;
            copy_dotenv: ItemRequest => Copied;
            save_dotenv: SaveDotenvRequest => Nothing;
            create_backup: BackupRequest => BackupReport;
            verify_backup: BackupRequest => BackupReport;
            audit: AuditRequest => AuditList;
            verify: Nothing => VerifyReport;
            settings: Nothing => Settings;
            change_settings: Settings => Settings;
        }
    };
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    macro_rules! lines {
        ($($name:ident: $request:ident => $response:ident;)*) => {
            [$((stringify!($name), stringify!($request), stringify!($response))),*]
        };
    }

    /// Writes the page's list of commands, as ts-rs writes its types.
    #[test]
    fn export_bindings_commands() {
        let commands = for_each_command!(lines);
        let mut types: Vec<&str> =
            commands.iter().flat_map(|(_, request, response)| [*request, *response]).collect();
        types.sort_unstable();
        types.dedup();
        let mut text = "// Generated from crates/api/src/commands.rs. Do not edit it.\n".to_owned();
        for name in types {
            let _ = writeln!(text, "import type {{ {name} }} from \"./{name}\";");
        }
        text.push_str(
            "\n/** Every command, with what it takes and what it answers. */\nexport interface Commands {\n",
        );
        for (name, request, response) in commands {
            let _ = writeln!(text, "  {name}: {{ request: {request}; response: {response} }};");
        }
        text.push_str("}\n");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/generated");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("commands.ts"), text).unwrap();
    }
}
