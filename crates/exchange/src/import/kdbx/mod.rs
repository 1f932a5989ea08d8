use super::{ImportError, ParsedImport, Request};
pub(super) fn is_kdbx(_b: &[u8]) -> bool {
    false
}
pub(super) fn is_keepass_xml(_b: &str) -> bool {
    false
}
pub(super) fn parse(_r: &Request<'_>) -> Result<ParsedImport, ImportError> {
    Err(ImportError::NotRecognised)
}
pub(super) fn parse_xml(_r: &str) -> Result<ParsedImport, ImportError> {
    Err(ImportError::NotRecognised)
}
