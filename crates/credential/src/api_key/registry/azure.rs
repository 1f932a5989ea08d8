//! Microsoft's cloud. Its keys have no prefix but a mark at a fixed place; the shapes are those of Microsoft's own
//! security-utilities. What they hold of checksums (Marvin32 over the whole) is not checked here.

use super::prelude::*;

const AZURE: &str = "https://portal.azure.com";
/// What client secrets are made of.
const TILDE: Alphabet = letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

/// 64 bytes in base64 with a mark of four characters.
macro_rules! azure_64 {
    ($mark:literal) => {
        plain(&[run(BASE64, 76), text($mark), run(BASE64, 5), run(letters("AQgw"), 1), text("==")])
    };
}

/// 32 bytes in base64 with a mark of four characters.
macro_rules! azure_32 {
    ($mark:literal) => {
        plain(&[run(BASE64, 33), text($mark), run(letters("ABCDEFGHIJKLMNOP"), 1), run(BASE64, 5), text("=")])
    };
}

pub(super) const FORMS: &[KeyForm] = &[
    secret(
        "azure_client_secret",
        "Microsoft Entra ID",
        "client secret",
        &[plain(&[run(TILDE, 3), run(letters("78"), 1), text("Q~"), range(TILDE, 31, 34)])],
    )
    .at("https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps"),
    secret("azure_storage", "Azure Storage", "account key", &[azure_64!("+ASt")]).at(AZURE),
    secret("azure_cosmos", "Azure Cosmos DB", "account key", &[azure_64!("ACDb")]).at(AZURE),
    secret("azure_batch", "Azure Batch", "account key", &[azure_64!("+ABa")]).at(AZURE),
    secret("azure_api_management", "Azure API Management", "key", &[azure_64!("APIM")]).at(AZURE),
    secret("azure_service_bus", "Azure Service Bus", "access key", &[azure_32!("+ASb")]).at(AZURE),
    secret("azure_event_hubs", "Azure Event Hubs", "access key", &[azure_32!("+AEh")]).at(AZURE),
    secret("azure_iot_hub", "Azure IoT Hub", "access key", &[azure_32!("AIoT")]).at(AZURE),
    secret("azure_redis", "Azure Cache for Redis", "access key", &[azure_32!("AzCa")]).at(AZURE),
    secret(
        "azure_functions",
        "Azure Functions",
        "key",
        &[plain(&[run(BASE64URL, 44), text("AzFu"), run(BASE64URL, 5), run(letters("AQgw"), 1), text("==")])],
    )
    .at(AZURE),
    secret(
        "azure_search",
        "Azure AI Search",
        "key",
        &[plain(&[run(ALNUM, 42), text("AzSe"), run(letters("ABCD"), 1), run(ALNUM, 5)])],
    )
    .at(AZURE),
    secret(
        "azure_registry",
        "Azure Container Registry",
        "password",
        &[plain(&[run(BASE64, 42), text("+ACR"), run(letters("ABCD"), 1), run(BASE64, 5)])],
    )
    .at(AZURE),
    secret(
        "azure_annotated",
        "Azure",
        "key",
        &[plain(&[
            run(ALNUM, 52),
            text("JQQJ9"),
            run(letters("9DH"), 1),
            run(ALNUM, 1),
            run(letters("ABCDEFGHIJKL"), 1),
            run(ALNUM, 24),
        ])],
    )
    .at(AZURE),
];
