//! Finding items: what is found, what must not be, and in which order.

use crate::support::{titles, view, words};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_testkit::{World, empty_vault, login};
use strongroom_vault::{ItemId, NewItem, Query, Sort, Unlocked, View};

async fn add(vault: &mut Unlocked, world: &World, item: Item) -> ItemId {
    vault.create(NewItem::new(item, None), world.env()).await.unwrap()
}

async fn with_titles(seed: u64, all: &[&str]) -> (Unlocked, World) {
    let (mut vault, _, world) = empty_vault(seed).await;
    for title in all {
        add(&mut vault, &world, Item::new(Kind::NOTE, *title)).await;
    }
    (vault, world)
}

#[tokio::test]
async fn better_matches_come_first() {
    let (mut vault, world) =
        with_titles(40, &["smart art", "the art", "artisan", "art", "start", "art house", "house of art"])
            .await;
    let mut noted = Item::new(Kind::NOTE, "elsewhere");
    noted.notes = "about art".into();
    add(&mut vault, &world, noted).await;
    let found = titles(&mut vault, &words("art"));
    assert_eq!(
        found,
        ["art", "art house", "artisan", "house of art", "smart art", "the art", "start", "elsewhere"]
    );
    assert_eq!(titles(&mut vault, &words("house art")), ["art house", "house of art"]);
}

#[tokio::test]
async fn favourites_come_first_among_equal_matches() {
    let (mut vault, world) = with_titles(41, &["mail a", "mail b"]).await;
    let mut favourite = Item::new(Kind::NOTE, "mail z");
    favourite.favourite = true;
    add(&mut vault, &world, favourite).await;
    assert_eq!(titles(&mut vault, &words("mail")), ["mail z", "mail a", "mail b"]);
    assert_eq!(titles(&mut vault, &words("")), ["mail a", "mail b", "mail z"]);
}

#[tokio::test]
async fn all_words_must_occur_wherever_they_stand_and_case_and_accents_make_no_difference() {
    let (mut vault, world) =
        with_titles(42, &["Crème Brûlée", "Brulee", "Straße", "ＦＵＬＬ width", "Σίσυφος"]).await;
    let mut tagged = login("Shop", "Chloé@example.org", "p");
    tagged.tags = vec!["Einkäufe".to_owned()];
    tagged.notes = "bought\na lamp".into();
    add(&mut vault, &world, tagged).await;
    for (query, expected) in [
        ("BRULEE creme", vec!["Crème Brûlée"]),
        ("bru\u{302}le\u{301}e", vec!["Brulee", "Crème Brûlée"]),
        ("full", vec!["ＦＵＬＬ width"]),
        ("ΣΊΣΥΦΟΣ", vec!["Σίσυφος"]),
        ("lamp chloe einkaufe", vec!["Shop"]),
        ("lamp chloe nowhere", vec![]),
        ("bought  a", vec!["Shop"]),
    ] {
        assert_eq!(titles(&mut vault, &words(query)), expected, "{query}");
    }
}

#[tokio::test]
async fn secrets_are_not_found_and_everything_else_is() {
    let (mut vault, _, world) = empty_vault(43).await;
    let mut item = login("title0", "user1", "hidden0")
        .with(Field::new("url", FieldType::Url, "https://hidden1:hidden2@host2.example/path3?q=hidden3"))
        .with(Field::new("totp", FieldType::Totp, "hidden4"))
        .with(Field::custom("customname4", FieldType::Hidden, "hidden5"))
        .with(Field::custom("customname5", FieldType::Text, "customvalue6"))
        .with(Field::custom("pin", FieldType::Unknown, "hidden6"));
    item.notes = "note7".into();
    item.tags = vec!["tag8".to_owned()];
    add(&mut vault, &world, item).await;
    let shown =
        ["title0", "user1", "host2", "path3", "customname4", "customname5", "customvalue6", "note7", "tag8"];
    for word in shown {
        assert_eq!(titles(&mut vault, &words(word)).len(), 1, "{word}");
    }
    for secret in 0..7 {
        assert_eq!(titles(&mut vault, &words(&format!("hidden{secret}"))).len(), 0, "hidden{secret}");
    }
}

#[tokio::test]
async fn match_does_not_run_from_one_item_into_the_next() {
    // Without fields or notes the search texts are the titles, one directly behind the other.
    let (mut vault, _) = with_titles(44, &["abc", "def", "xabcx", "cdef"]).await;
    assert_eq!(titles(&mut vault, &words("cd")), ["cdef"]);
    assert_eq!(titles(&mut vault, &words("fx")), [""; 0]);
    assert_eq!(titles(&mut vault, &words("abc")), ["abc", "xabcx"]);
    assert_eq!(titles(&mut vault, &words("def")), ["def", "cdef"]);
}

#[tokio::test]
async fn every_view_shows_its_own_and_the_trash_only_its_own() {
    let (mut vault, _, world) = empty_vault(45).await;
    let mut first = login("a", "u", "hunter2");
    first.tags = vec!["t".to_owned()];
    first.favourite = true;
    add(&mut vault, &world, first.clone()).await;
    add(&mut vault, &world, login("b", "u", "hunter2")).await;
    let strong = login("c", "u", "zJ4#mQ9!vT2@xL7$");
    add(&mut vault, &world, strong).await;
    add(&mut vault, &world, Item::new(Kind::NOTE, "d")).await;
    first.title = "e".to_owned();
    let trashed = add(&mut vault, &world, first).await;
    vault.set_deleted(&[trashed], true, world.env()).await.unwrap();
    for (of, expected) in [
        (View::All, vec!["a", "b", "c", "d"]),
        (View::Favourites, vec!["a"]),
        (View::Trash, vec!["e"]),
        (View::Kind("login".to_owned()), vec!["a", "b", "c"]),
        (View::Tag("t".to_owned()), vec!["a"]),
        (View::Tag("T".to_owned()), vec![]),
        (View::Weak, vec!["a", "b"]),
        (View::Reused, vec!["a", "b"]),
    ] {
        let found = titles(&mut vault, &view(of.clone()));
        assert_eq!(found, expected, "{of:?}");
    }
    let counts = vault.counts();
    let numbers = (counts.all, counts.favourites, counts.trash, counts.weak, counts.reused);
    assert_eq!(numbers, (4, 1, 1, 2, 2));
    assert_eq!((counts.kinds["login"], counts.kinds["note"], counts.tags["t"]), (3, 1, 1));
}

#[tokio::test]
async fn secret_that_only_an_item_in_the_trash_shares_is_not_reused() {
    let (mut vault, _, world) = empty_vault(46).await;
    let kept = add(&mut vault, &world, login("a", "u", "same")).await;
    let trashed = add(&mut vault, &world, login("b", "u", "same")).await;
    assert!(vault.is_reused(kept));
    vault.set_deleted(&[trashed], true, world.env()).await.unwrap();
    assert!(!vault.is_reused(kept));
}

#[tokio::test]
async fn window_on_the_answer_tells_the_total_and_begins_where_it_is_asked_to() {
    let all: Vec<String> = (0..200).map(|number| format!("item {number:03}")).collect();
    let (mut vault, _) = with_titles(47, &all.iter().map(String::as_str).collect::<Vec<_>>()).await;
    for (from, count) in [(0, 10), (95, 10), (195, 10), (200, 10), (500, 1), (0, 0)] {
        let (total, ids) = vault.find(&words("item"), from, count);
        let found: Vec<String> =
            ids.iter().map(|id| vault.overview(*id).unwrap().title.to_string()).collect();
        let window: Vec<String> = all.iter().skip(from).take(count).cloned().collect();
        assert_eq!((total, found), (200, window));
    }
}

#[tokio::test]
async fn order_follows_edits() {
    let (mut vault, world) = with_titles(48, &["b", "d", "a", "c"]).await;
    assert_eq!(titles(&mut vault, &words("")), ["a", "b", "c", "d"]);
    let id = vault.overviews().find(|(_, item)| &*item.title == "a").unwrap().0;
    vault.update(id, 1, |_| Some((Item::new(Kind::NOTE, "É"), None)), world.env()).await.unwrap();
    assert_eq!(titles(&mut vault, &words("")), ["b", "c", "d", "É"]);
    assert_eq!(titles(&mut vault, &words("a")), [""; 0]);
    assert_eq!(titles(&mut vault, &words("e")), ["É"]);
    let sorted = |sort| Query { sort, ..Query::default() };
    assert_eq!(titles(&mut vault, &sorted(Sort::Modified)), ["É", "c", "d", "b"]);
    assert_eq!(titles(&mut vault, &sorted(Sort::Created)), ["c", "É", "d", "b"]);
}
