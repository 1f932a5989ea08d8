//! Models and what runs them.

use super::prelude::*;

const OPENAI_KEYS: &str = "https://platform.openai.com/api-keys";
const ANTHROPIC_KEYS: &str = "https://console.anthropic.com/settings/keys";
const LANGFUSE: &str = "https://cloud.langfuse.com";

/// OpenAI's keys have "OpenAI" in base64 in their middle.
macro_rules! openai {
    ($prefix:literal) => {
        &[
            plain(&[text($prefix), run(BASE64URL, 74), text("T3BlbkFJ"), run(BASE64URL, 74)]),
            plain(&[text($prefix), run(BASE64URL, 58), text("T3BlbkFJ"), run(BASE64URL, 58)]),
            plain(&[text($prefix), run(ALNUM, 20), text("T3BlbkFJ"), run(ALNUM, 20)]),
        ]
    };
}

pub(super) const FORMS: &[KeyForm] = &[
    secret(
        "openai_user",
        "OpenAI",
        "user API key",
        &[plain(&[text("sk-"), run(ALNUM, 20), text("T3BlbkFJ"), run(ALNUM, 20)])],
    )
    .common()
    .at(OPENAI_KEYS),
    secret("openai_project", "OpenAI", "project API key", openai!("sk-proj-"))
        .scope("one project")
        .at(OPENAI_KEYS),
    secret("openai_service", "OpenAI", "service account key", openai!("sk-svcacct-"))
        .scope("one service account")
        .at(OPENAI_KEYS),
    secret("openai_admin", "OpenAI", "admin API key", openai!("sk-admin-"))
        .scope("managing the organization")
        .at("https://platform.openai.com/settings/organization/admin-keys"),
    secret(
        "anthropic",
        "Anthropic",
        "API key",
        &[plain(&[text("sk-ant-api03-"), run(BASE64URL, 93), text("AA")])],
    )
    .at(ANTHROPIC_KEYS),
    secret(
        "anthropic_admin",
        "Anthropic",
        "admin API key",
        &[plain(&[text("sk-ant-admin01-"), run(BASE64URL, 93), text("AA")])],
    )
    .scope("managing the organization")
    .at("https://console.anthropic.com/settings/admin-keys"),
    secret(
        "anthropic_oauth",
        "Anthropic",
        "OAuth token",
        &[plain(&[text("sk-ant-oat01-"), run(BASE64URL, 93), text("AA")])],
    )
    .at(ANTHROPIC_KEYS),
    secret("deepseek", "DeepSeek", "API key", &[key!("sk-", LOWER_HEX, 32)])
        .common()
        .at("https://platform.deepseek.com/api_keys"),
    secret("openrouter", "OpenRouter", "API key", &[key!("sk-or-v1-", LOWER_HEX, 64)])
        .at("https://openrouter.ai/settings/keys"),
    secret(
        "helicone",
        "Helicone",
        "API key",
        &[plain(&[
            text("sk-helicone-"),
            run(LOWER_ALNUM, 7),
            text("-"),
            run(LOWER_ALNUM, 7),
            text("-"),
            run(LOWER_ALNUM, 7),
            text("-"),
            run(LOWER_ALNUM, 7),
        ])],
    )
    .at("https://us.helicone.ai/settings/api-keys"),
    secret("hugging_face", "Hugging Face", "user access token", &[key!("hf_", ALNUM, 34)])
        .at("https://huggingface.co/settings/tokens"),
    secret(
        "hugging_face_organization",
        "Hugging Face",
        "organization API token",
        &[key!("api_org_", ALNUM, 34)],
    )
    .at("https://huggingface.co/settings/organizations"),
    secret("replicate", "Replicate", "API token", &[key!("r8_", BASE64URL, 37)])
        .at("https://replicate.com/account/api-tokens"),
    secret("groq", "Groq", "API key", &[key!("gsk_", ALNUM, 52)]).at("https://console.groq.com/keys"),
    secret("xai", "xAI", "API key", &[key!("xai-", BASE64URL, 80)]).at("https://console.x.ai"),
    secret("perplexity", "Perplexity", "API key", &[key!("pplx-", ALNUM, 48)])
        .at("https://www.perplexity.ai/account/api/keys"),
    secret("fireworks", "Fireworks AI", "API key", &[key!("fw_", ALNUM, 22), key!("fw_", ALNUM, 24)])
        .common()
        .at("https://app.fireworks.ai/settings/users/api-keys"),
    secret("together", "Together AI", "API key", &[key!("tgp_v1_", BASE64URL, 43)])
        .at("https://api.together.ai/settings/api-keys"),
    secret("cerebras", "Cerebras", "API key", &[key!("csk-", LOWER_ALNUM, 48)])
        .at("https://cloud.cerebras.ai"),
    secret("nvidia", "NVIDIA", "API key", &[key!("nvapi-", BASE64URL, 64)])
        .at("https://build.nvidia.com/settings/api-keys"),
    secret("elevenlabs", "ElevenLabs", "API key", &[key!("sk_", LOWER_HEX, 48)])
        .common()
        .at("https://elevenlabs.io/app/settings/api-keys"),
    secret("tavily", "Tavily", "API key", &[key!("tvly-", ALNUM, 32), key!("tvly-dev-", ALNUM, 32)])
        .at("https://app.tavily.com/home"),
    secret("firecrawl", "Firecrawl", "API key", &[key!("fc-", LOWER_HEX, 32)])
        .common()
        .at("https://www.firecrawl.dev/app/api-keys"),
    secret("apify", "Apify", "API token", &[key!("apify_api_", ALNUM, 36)])
        .at("https://console.apify.com/settings/integrations"),
    secret("e2b", "E2B", "API key", &[key!("e2b_", LOWER_HEX, 40)]).at("https://e2b.dev/dashboard?tab=keys"),
    secret(
        "pinecone",
        "Pinecone",
        "API key",
        &[plain(&[text("pcsk_"), range(ALNUM, 5, 6), text("_"), run(ALNUM, 63)])],
    )
    .at("https://app.pinecone.io"),
    secret(
        "langsmith_personal",
        "LangSmith",
        "personal access token",
        &[plain(&[text("lsv2_pt_"), run(LOWER_HEX, 32), text("_"), run(LOWER_HEX, 10)])],
    )
    .at("https://smith.langchain.com/settings"),
    secret(
        "langsmith_service",
        "LangSmith",
        "service key",
        &[plain(&[text("lsv2_sk_"), run(LOWER_HEX, 32), text("_"), run(LOWER_HEX, 10)])],
    )
    .at("https://smith.langchain.com/settings"),
    secret("langfuse_secret", "Langfuse", "secret key", &[plain(uuid_after![text("sk-lf-")])]).at(LANGFUSE),
    public("langfuse_public", "Langfuse", "public key", &[plain(uuid_after![text("pk-lf-")])]).at(LANGFUSE),
    public("modal_id", "Modal", "token ID", &[key!("ak-", ALNUM, 22)])
        .common()
        .at("https://modal.com/settings/tokens"),
    secret("modal_secret", "Modal", "token secret", &[key!("as-", ALNUM, 22)])
        .common()
        .at("https://modal.com/settings/tokens"),
    secret("llama_cloud", "LlamaCloud", "API key", &[key!("llx-", ALNUM, 48)])
        .at("https://cloud.llamaindex.ai/api-key"),
];
