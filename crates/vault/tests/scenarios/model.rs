//! Any sequence of operations, through two open vaults and with reopening, against a naive model of what should be there.

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use strongroom_credential::{Item, fold};
use strongroom_storage::Storage;
use strongroom_testkit::{World, empty_vault, login, read_all, reopen};
use strongroom_vault::{ItemId, NewItem, Query, Unlocked, View, WriteError};

const TITLES: [&str; 9] =
    ["Mail", "mail box", "Émail", "", "e-mail mail", "Bank", "日本", "a\u{301}b", "two\nlines"];
const QUERIES: [&str; 10] = ["", "mail", "MAIL BOX", "e", "日", "ab", "bank mail", "lines", "user", "secret"];

#[derive(Debug, Clone)]
enum Step {
    Create { title: usize, favourite: bool },
    Update { item: usize, title: usize },
    UpdateOutdated { item: usize },
    Trash { item: usize, deleted: bool },
    Purge { item: usize },
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let title = 0..TITLES.len();
    prop_oneof![
        6 => (title.clone(), any::<bool>()).prop_map(|(title, favourite)| Step::Create { title, favourite }),
        4 => (any::<usize>(), title).prop_map(|(item, title)| Step::Update { item, title }),
        1 => any::<usize>().prop_map(|item| Step::UpdateOutdated { item }),
        3 => (any::<usize>(), any::<bool>()).prop_map(|(item, deleted)| Step::Trash { item, deleted }),
        2 => any::<usize>().prop_map(|item| Step::Purge { item }),
        1 => Just(Step::Reopen),
    ]
}

#[derive(Debug, Clone)]
struct Known {
    item: Item,
    deleted: bool,
    /// Every version before the present one.
    past: Vec<Item>,
}

type Model = BTreeMap<ItemId, Known>;

fn titled(title: usize, favourite: bool, secret: usize) -> Item {
    let mut item = login(TITLES[title], "user", &format!("secret{secret}"));
    item.favourite = favourite;
    item
}

fn pick(model: &Model, item: usize) -> Option<ItemId> {
    model.keys().nth(item.checked_rem(model.len())?).copied()
}

async fn apply(step: &Step, number: usize, vault: &mut Unlocked, model: &mut Model, world: &World) {
    match *step {
        Step::Create { title, favourite } => {
            let item = titled(title, favourite, number);
            let id = vault.create(NewItem::new(item.clone(), None), world.env()).await.unwrap();
            model.insert(id, Known { item, deleted: false, past: Vec::new() });
        }
        Step::Update { item, title } => {
            let Some(id) = pick(model, item) else { return };
            let known = model.get_mut(&id).unwrap();
            let next = titled(title, known.item.favourite, number);
            let version = u64::try_from(known.past.len()).unwrap() + 1;
            vault.update(id, version, |_| Some((next.clone(), None)), world.env()).await.unwrap();
            known.past.push(std::mem::replace(&mut known.item, next));
        }
        Step::UpdateOutdated { item } => {
            let Some(id) = pick(model, item) else { return };
            let version = u64::try_from(model[&id].past.len()).unwrap();
            let outcome = vault.update(id, version, |_| Some((titled(0, true, 0), None)), world.env()).await;
            assert_eq!(outcome, Err(WriteError::Outdated));
        }
        Step::Trash { item, deleted } => {
            let Some(id) = pick(model, item) else { return };
            let known = model.get_mut(&id).unwrap();
            let saved = vault.set_deleted(&[id], deleted, world.env()).await.unwrap();
            assert_eq!(saved, usize::from(known.deleted != deleted));
            if saved == 1 {
                known.past.push(known.item.clone());
            }
            known.deleted = deleted;
        }
        Step::Purge { item } => {
            let Some(id) = pick(model, item) else { return };
            vault.purge(&[id], world.env()).await.unwrap();
            model.remove(&id);
        }
        Step::Reopen => {}
    }
}

/// Lower is better; `None` where not all words occur. Written from the description, one item at a time.
fn rank(item: &Item, query: &str) -> Option<u8> {
    let folded = fold(query);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let text = item.search_text();
    let title = text.lines().next().unwrap_or_default();
    let phrase = words.join(" ");
    let at_word = |place: &usize| !title[..*place].chars().next_back().is_some_and(char::is_alphanumeric);
    let places: Vec<usize> = title.match_indices(&phrase).map(|(place, _)| place).collect();
    words.iter().all(|word| text.contains(word)).then(|| match () {
        () if title == phrase => 0,
        () if title.starts_with(&phrase) => 1,
        () if places.iter().any(at_word) => 2,
        () if !places.is_empty() => 3,
        () if words.iter().all(|word| title.contains(word)) => 4,
        () => 5,
    })
}

fn expected(model: &Model, query: &str, trash: bool) -> Vec<ItemId> {
    let mut found: Vec<_> = model
        .iter()
        .filter(|(_, known)| known.deleted == trash)
        .filter_map(|(id, known)| {
            let title = known.item.search_text().lines().next().unwrap_or_default().to_owned();
            let best = (rank(&known.item, query)?, !known.item.favourite);
            Some((if query.is_empty() { (0, false) } else { best }, title, *id))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, _, id)| id).collect()
}

async fn compare(vault: &mut Unlocked, model: &Model) {
    for (id, known) in model {
        let opened = vault.read(*id).await.unwrap();
        assert_eq!((&opened.record.item, opened.record.deleted.is_some()), (&known.item, known.deleted));
        assert_eq!(opened.record.history.len(), known.past.len());
        for (version, past) in (1..).zip(&known.past) {
            assert_eq!(&vault.read_version(&opened, version).await.unwrap().item, past);
        }
    }
    for words in QUERIES {
        for (view, trash) in [(View::All, false), (View::Trash, true)] {
            let query = Query { view, words: words.to_owned(), ..Query::default() };
            let (total, ids) = vault.find(&query, 0, usize::MAX);
            let expected = expected(model, words, trash);
            assert_eq!((total, &ids), (expected.len(), &expected), "{words:?}, trash {trash}");
        }
    }
    assert!(read_all(vault).await.is_ok());
}

async fn run(steps: Vec<(bool, Step)>) {
    let (vault, storage, world) = empty_vault(50).await;
    let storage: Arc<dyn Storage> = storage;
    let mut vaults = [vault, reopen(&storage, 50).await.unwrap()];
    let mut model = Model::new();
    for (number, (second, step)) in steps.iter().enumerate() {
        let vault = &mut vaults[usize::from(*second)];
        if matches!(step, Step::Reopen) {
            *vault = reopen(&storage, 50).await.unwrap();
        }
        apply(step, number, vault, &mut model, &world).await;
        // A search in between, so that later ones meet an order that is to be freshened.
        vault.find(&Query::default(), 0, 1);
    }
    for vault in &mut vaults {
        // Sees what the other did.
        assert!(vault.verify().await.unwrap().is_sound());
        compare(vault, &model).await;
    }
    compare(&mut reopen(&storage, 50).await.unwrap(), &model).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_operations_leaves_what_the_model_says(
        steps in prop::collection::vec((any::<bool>(), step()), 1..120)
    ) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(run(steps));
    }
}
