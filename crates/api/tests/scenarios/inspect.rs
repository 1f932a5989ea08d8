//! What is known about items and pasted texts, and codes by a counter, which are used up by being looked at.

use crate::support::{Machine, add_fields, create};
use strongroom_api::types::{
    AuditRequest, DraftValue, FactView, FieldRequest, ItemRequest, RecogniseRequest, Recognised,
};
use strongroom_api::{ApiError, App, ErrorCode};
use strongroom_storage::StorageError;

const BY_COUNTER: &str = "otpauth://hotp/Shop:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=0";

async fn recognised(text: &str) -> Result<Recognised, ApiError> {
    Machine::new().start().recognise(RecogniseRequest { text: text.into() }).await
}

fn fact<'a>(facts: &'a [FactView], name: &str) -> Option<&'a str> {
    facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.as_str())
}

fn look(id: &str, version: Option<u64>) -> FieldRequest {
    FieldRequest { id: id.to_owned(), field: 0, version }
}

async fn trail(app: &App) -> Vec<(String, String)> {
    let trail = app.audit(AuditRequest { skip: 0, count: 3 }).await.unwrap();
    trail.entries.into_iter().map(|entry| (entry.action, entry.detail)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pasted_text_is_recognised_with_its_secrets_where_no_vault_is_open() {
    let found = recognised("WIFI:T:WEP;S:made-up;P:not a real password;;").await.unwrap();
    let [item] = found.items.as_slice() else { panic!("{found:?}") };
    assert_eq!((item.draft.kind.as_str(), item.draft.title.as_str()), ("wifi", "made-up"));
    let password = item.draft.fields.iter().find(|field| field.name == "password").unwrap();
    let DraftValue::New { value } = &password.value else { panic!("no value") };
    assert_eq!(value.expose(), "not a real password");
    assert!(item.findings.iter().any(|finding| finding.code == "wifi_outdated"), "{:?}", item.findings);
    assert!(!format!("{found:?}").contains("not a real password"));
}

#[tokio::test(flavor = "multi_thread")]
async fn several_codes_are_several_items_and_nothing_known_is_none() {
    let two = recognised(&format!("{BY_COUNTER}\n{BY_COUNTER}")).await.unwrap();
    assert_eq!(two.items.len(), 2);
    assert_eq!(fact(&two.items[0].facts, "code_shape"), Some("6 / #0"));
    assert!(recognised("nothing that anybody knows").await.unwrap().items.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn text_of_more_than_a_mebibyte_is_refused() {
    assert!(recognised(&" ".repeat(1 << 20)).await.is_ok());
    let refused = recognised(&" ".repeat((1 << 20) + 1)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn opened_item_comes_with_its_facts_and_findings_of_that_day() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let fields =
        [("key", "hidden", "made up, and long enough to be no key"), ("expires", "date", "2023-12-01")];
    let item = add_fields(&app, "api_key", "Example", &fields).await;
    let found = |item: &strongroom_api::types::ItemView| {
        let about = item.findings.iter().find(|finding| finding.field == Some(1)).cloned().unwrap();
        (about.code, about.detail)
    };
    let detail = Some("2023-12-01".to_owned());
    assert_eq!(found(&item), ("expires_soon".to_owned(), detail.clone()));
    machine.clock.pass(60 * 86_400);
    let later = app.open_item(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!(found(&later), ("expired".to_owned(), detail));
}

#[tokio::test(flavor = "multi_thread")]
async fn code_by_a_counter_is_used_up_in_a_new_version_before_it_is_given() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let item = add_fields(&app, "login", "Shop", &[("totp", "totp", BY_COUNTER)]).await;
    assert!(item.fields[0].by_counter);
    for (counter, code) in [(0, "755224"), (1, "287082")] {
        let given = app.one_time_code(look(&item.id, None)).await.unwrap();
        assert_eq!((given.code.expose().as_str(), given.counter), (code, Some(counter)));
        assert_eq!((given.period_seconds, given.remaining_seconds), (0, 0));
    }
    let of = |action: &str, detail: &str| (action.to_owned(), detail.to_owned());
    assert_eq!(trail(&app).await[..2], [of("reveal", "totp"), of("update", "counter")]);
    app.copy_field(look(&item.id, None)).await.unwrap();
    assert_eq!(trail(&app).await[..2], [of("copy", "totp"), of("update", "counter")]);
    let now = app.open_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    assert_eq!((now.version, fact(&now.facts, "code_shape")), (4, Some("6 / #3")));
    let earlier = app.one_time_code(look(&item.id, Some(1))).await.unwrap_err();
    assert_eq!(earlier.code, ErrorCode::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn code_by_a_counter_is_not_given_where_that_cannot_be_stored() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let item = add_fields(&app, "login", "Shop", &[("totp", "totp", BY_COUNTER)]).await;
    machine.refuse(StorageError::Full);
    assert!(app.one_time_code(look(&item.id, None)).await.is_err());
    machine.refuse(None);
    let given = app.one_time_code(look(&item.id, None)).await.unwrap();
    assert_eq!(given.code.expose(), "755224");
}
