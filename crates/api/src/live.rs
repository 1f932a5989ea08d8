//! Testing the connection of a database item, because a person asked.

use crate::app::App;
use crate::browse::item_id;
use crate::contact::{failure_view, milliseconds};
use crate::session::count;
use crate::types::{ConnectionPlan, ConnectionTest, ContactRequest, ItemRequest, ServerView};
use crate::{ApiError, REMOTE_TIME, ServerFacts};
use strongroom_credential::connection::{ConnectionError, Place, Reach, ReachError, of_item};
use strongroom_credential::{Item, Kind};

impl App {
    /// What a test of the item's connection would contact. Contacts nobody.
    pub async fn connection_check_plan(&self, request: ItemRequest) -> Result<ConnectionPlan, ApiError> {
        let mut session = self.session().await;
        let item = session.open()?.vault.read(item_id(&request.id)?).await?;
        Ok(plan(&reach(&item.record.item)?))
    }

    /// Contacts the server of a database item: connects, reads what it is, and leaves. The vault can be locked meanwhile.
    pub async fn test_connection(&self, request: ContactRequest) -> Result<ConnectionTest, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let reach = reach(&open.vault.read(id).await?.record.item)?;
        self.about_to_contact(open, id, &request, &written(&reach.places)).await?;
        drop(session);
        let tried = self.host.remote().try_database(reach).await;
        let (server, failure) = match tried.outcome {
            Ok(facts) => (Some(server_view(facts)), None),
            Err(failure) => (None, Some(failure_view(failure))),
        };
        let (contacted, elapsed_ms) = (tried.place.written(), milliseconds(tried.took));
        Ok(ConnectionTest { contacted, elapsed_ms, server, failure })
    }
}

fn reach(item: &Item) -> Result<Reach, ApiError> {
    if item.kind != Kind::DATABASE {
        return Err(ApiError::invalid("only items of kind database have a connection: choose one"));
    }
    let parsed = of_item(item).unwrap_or(Err(ConnectionError::NotAConnection)).map_err(|_| {
        ApiError::invalid("the item's connection cannot be read: correct it, or paste it again")
    })?;
    parsed.connection.reach().map_err(|error: ReachError| ApiError::invalid(error))
}

fn plan(reach: &Reach) -> ConnectionPlan {
    ConnectionPlan {
        system: reach.system.name().to_owned(),
        contacts: written(&reach.places),
        network: reach.places.iter().any(|place| matches!(place, Place::Host(..))),
        database: reach.database.clone(),
        user: reach.user.clone(),
        encryption: reach.tls.code().to_owned(),
        root_certificate: reach.root_certificate.clone(),
        in_the_clear: reach.is_in_the_clear(),
        seconds: count(usize::try_from(REMOTE_TIME.as_secs()).unwrap_or_default()),
    }
}

fn written(places: &[Place]) -> Vec<String> {
    places.iter().map(Place::written).collect()
}

fn server_view(facts: ServerFacts) -> ServerView {
    ServerView {
        version: facts.version,
        encrypted: facts.encrypted,
        user: facts.user,
        superuser: facts.superuser,
        database: facts.database,
    }
}
