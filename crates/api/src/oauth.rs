//! Asking an OAuth item's provider, because a person asked: for its description, and for a new token.

use crate::app::App;
use crate::breach::present_view;
use crate::browse::item_id;
use crate::contact::failure_view;
use crate::types::{
    ContactPlan, ContactRequest, Discovered, FailureView, ItemRequest, OauthPlan, ProviderView, TokenRefresh,
};
use crate::view::findings_view;
use crate::{Answer, ApiError, Failure, FailureKind, REMOTE_TIME};
use std::sync::Mutex;
use strongroom_credential::oauth::{
    ClientAuthentication, Discovery, Endpoint, Refresh, Refreshed, Refusal, TokenResponse,
};
use strongroom_credential::{Item, Kind, Moment};
use strongroom_vault::{Action, ItemId, ItemRecord, WriteError};

/// What a provider did not give, and why.
type NoToken = FailureView;

impl App {
    /// What could be asked of the item's provider, and where. Contacts nobody.
    pub async fn oauth_plan(&self, request: ItemRequest) -> Result<OauthPlan, ApiError> {
        let mut session = self.session().await;
        let item = session.open()?.vault.read(item_id(&request.id)?).await?.record.item;
        let refresh = of_kind(&item).and_then(|()| refresh_of(&item));
        let discovery = of_kind(&item).and_then(|()| places_of(&item));
        Ok(OauthPlan {
            refresh: contact_plan(refresh.map(|refresh| vec![refresh.endpoint])),
            discovery: contact_plan(discovery.map(Vec::from)),
        })
    }

    /// Reads what the item's provider says of itself. Sends no secret. The vault can be locked meanwhile.
    pub async fn discover_provider(&self, request: ContactRequest) -> Result<Discovered, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        of_kind(&item)?;
        let (places, issuer) = (places_of(&item)?, text_of(&item, "issuer"));
        self.about_to_contact(open, id, &request, &contacts(&places)).await?;
        drop(session);
        let asked = tokio::time::timeout(REMOTE_TIME, self.describe(&places));
        let said = asked.await.unwrap_or_else(|_| Err(failure_view(Failure::new(FailureKind::TimedOut))));
        let contacted = contacts(&places).concat();
        Ok(match said {
            Ok((url, said)) => {
                let provider = Some(provider_view(said, &issuer));
                Discovered { contacted, url, failure: None, provider }
            }
            Err(failure) => {
                Discovered { contacted, url: String::new(), failure: Some(failure), provider: None }
            }
        })
    }

    /// The first description that is found, and where it was.
    async fn describe(&self, places: &[Endpoint]) -> Result<(String, Discovery), FailureView> {
        let mut failure = failure_view(Failure::new(FailureKind::BadAnswer));
        for place in places {
            let answer = self.host.remote().get(place).await.map_err(failure_view)?;
            failure = match checked(&answer) {
                // Exposed to be read.
                Ok(()) => match Discovery::parse(answer.body.expose()) {
                    Ok(said) => return Ok((place.url().to_owned(), said)),
                    Err(_) => failure_view(Failure::new(FailureKind::BadAnswer)),
                },
                Err(failure) => failure_view(failure),
            };
        }
        Err(failure)
    }

    /// Gets a new access token and saves it as a new version of the item, in one change with the audit entry. The vault is
    /// not locked until that is done, at most ten seconds: a provider that replaces the refresh token takes the old one
    /// no more, so that the new one must not get lost.
    pub async fn refresh_token(&self, request: ContactRequest) -> Result<TokenRefresh, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        of_kind(&item)?;
        let refresh = refresh_of(&item)?;
        let contacted = refresh.endpoint.to_string();
        if !open.unsaved_tokens.contains_key(&id) {
            self.about_to_contact(open, id, &request, std::slice::from_ref(&contacted)).await?;
            let asked = tokio::time::timeout(REMOTE_TIME, self.new_tokens(&refresh)).await;
            let asked = asked.unwrap_or_else(|_| Err(failure_view(Failure::new(FailureKind::TimedOut))));
            match asked {
                Ok(tokens) => open.unsaved_tokens.insert(id, (tokens, self.moment())),
                Err(failure) => return Ok(no_token(contacted, failure)),
            };
        }
        let refreshed = self.save_tokens(open, id).await?;
        let item = open.vault.read(id).await?;
        let item = present_view(open, &item, self.moment()).await;
        Ok(TokenRefresh {
            contacted,
            failure: None,
            item: Some(item),
            rotated: refreshed.rotated,
            scope_changed: refreshed.scope_changed,
            until: refreshed.until.map(|moment| moment.0),
        })
    }

    /// Asks with the client's name in a header, and, of a provider that does not know it so, again in the form: some know
    /// only that, though RFC 6749 (section 2.3.1) has it the other way round.
    async fn new_tokens(&self, refresh: &Refresh) -> Result<TokenResponse, NoToken> {
        let first = self.ask_for_tokens(refresh, refresh.authentication()).await;
        match first {
            Err(failure)
                if failure.code == "invalid_client"
                    && refresh.authentication() == ClientAuthentication::Basic =>
            {
                self.ask_for_tokens(refresh, ClientAuthentication::Post).await
            }
            done => done,
        }
    }

    async fn ask_for_tokens(
        &self,
        refresh: &Refresh,
        how: ClientAuthentication,
    ) -> Result<TokenResponse, NoToken> {
        let answer = self.host.remote().post(&refresh.endpoint, refresh.request(how)).await;
        let answer = answer.map_err(failure_view)?;
        // Exposed to be read.
        let body = answer.body.expose();
        let checked = checked(&answer);
        if checked.is_err()
            && let Some(refusal) = Refusal::parse(body)
        {
            return Err(refused(refusal.without(&refresh.secrets())));
        }
        checked.map_err(failure_view)?;
        TokenResponse::parse(body).map_err(|_| match Refusal::parse(body) {
            // Some providers refuse with a status that says that all is well.
            Some(refusal) => refused(refusal.without(&refresh.secrets())),
            None => failure_view(Failure::new(FailureKind::BadAnswer)),
        })
    }

    /// Saves tokens that a provider gave. Where that fails they stay at hand until the vault is locked, and the next attempt
    /// saves them without asking the provider again.
    async fn save_tokens(&self, open: &mut crate::session::Open, id: ItemId) -> Result<Refreshed, ApiError> {
        let Some((tokens, when)) = open.unsaved_tokens.get(&id).cloned() else {
            return Err(crate::browse::missing("item"));
        };
        let done = Mutex::new(None);
        let renewed = |record: &mut ItemRecord, _| -> Result<bool, WriteError> {
            let refreshed = tokens.apply(&mut record.item, when);
            if let Ok(mut done) = done.lock() {
                *done = Some(refreshed);
            }
            Ok(true)
        };
        open.vault.rewrite(&[id], Action::Update, "token", renewed, self.env()).await.map_err(not_saved)?;
        open.unsaved_tokens.remove(&id);
        self.changed(open);
        let done = done.lock().ok().and_then(|done| *done);
        Ok(done.unwrap_or(Refreshed { rotated: false, until: None, scope_changed: false }))
    }
}

fn not_saved(error: WriteError) -> ApiError {
    let cause = ApiError::from(error);
    let hint = "make room or look at the vault's file, then refresh again before you lock the vault; the provider is not asked twice";
    ApiError {
        message: "the provider gave new tokens, but they could not be saved".to_owned(),
        hint: hint.to_owned(),
        ..cause
    }
}

fn no_token(contacted: String, failure: FailureView) -> TokenRefresh {
    TokenRefresh {
        contacted,
        failure: Some(failure),
        item: None,
        rotated: false,
        scope_changed: false,
        until: None,
    }
}

/// What a provider says by RFC 6749, section 5.2.
fn refused(refusal: Refusal) -> NoToken {
    let known = [
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
    ];
    let description = Some(refusal.description).filter(|said| !said.is_empty());
    if known.contains(&refusal.code.as_str()) {
        return FailureView { code: refusal.code, detail: description };
    }
    let said = description.map_or(refusal.code.clone(), |said| format!("{}: {said}", refusal.code));
    failure_view(Failure::new(FailureKind::Refused).with(said))
}

/// Whether it is an answer that has content.
fn checked(answer: &Answer) -> Result<(), Failure> {
    match answer.status {
        200..=299 => Ok(()),
        300..=399 => Err(Failure::new(FailureKind::Redirected)),
        status => Err(Failure::new(FailureKind::BadAnswer).with(format!("HTTP {status}"))),
    }
}

fn of_kind(item: &Item) -> Result<(), ApiError> {
    match item.kind == Kind::OAUTH {
        true => Ok(()),
        false => Err(ApiError::invalid("only items of kind oauth have a provider: choose one")),
    }
}

fn refresh_of(item: &Item) -> Result<Refresh, ApiError> {
    Refresh::of(item).map_err(ApiError::invalid)
}

fn places_of(item: &Item) -> Result<[Endpoint; 2], ApiError> {
    Discovery::places(&text_of(item, "issuer")).map_err(|error| ApiError::invalid(format!("issuer, {error}")))
}

fn text_of(item: &Item, name: &str) -> String {
    // Exposed: addresses are personal, not secret.
    item.field(name).map(|field| field.value.expose().clone()).unwrap_or_default()
}

/// The places, each once.
fn contacts(endpoints: &[Endpoint]) -> Vec<String> {
    let mut places: Vec<String> = endpoints.iter().map(Endpoint::to_string).collect();
    places.dedup();
    places
}

fn contact_plan(endpoints: Result<Vec<Endpoint>, ApiError>) -> ContactPlan {
    match endpoints {
        Ok(endpoints) => ContactPlan {
            contacts: contacts(&endpoints),
            urls: endpoints.iter().map(|endpoint| endpoint.url().to_owned()).collect(),
            problem: None,
        },
        Err(problem) => ContactPlan { contacts: Vec::new(), urls: Vec::new(), problem: Some(problem) },
    }
}

fn provider_view(said: Discovery, issuer: &str) -> ProviderView {
    ProviderView {
        findings: findings_view(&said.findings(issuer)),
        issuer: said.issuer,
        authorization_url: said.authorization_url,
        token_url: said.token_url,
        scopes: said.scopes,
        grants: said.grants,
    }
}

/// A token and when it came.
pub(crate) type Unsaved = (TokenResponse, Moment);
