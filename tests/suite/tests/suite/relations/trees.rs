//! A table that refers to itself, loaded over any number of steps.

use model_runtime::prelude::*;
use model_runtime::{ErrorKind, Tree};

use crate::each::each;
use crate::sent::logged;

#[derive(Model, Debug, Clone, PartialEq)]
struct Topic {
    #[primary_key]
    id: i64,
    #[column(length = 40)]
    name: String,
    hidden: bool,
    #[foreign_key(Topic)]
    #[backref(parts, order_by(name))]
    parent_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Page {
    #[primary_key]
    id: i64,
    #[foreign_key(Topic)]
    #[backref(pages, order_by(id))]
    topic_id: i64,
}

const SCHEMA: Schema = schema![Topic, Page];

async fn topic(db: &Db, name: &str, parent: Option<&Topic>) -> Topic {
    Topic::create().name(name).hidden(false).parent(parent).insert(db).await.unwrap()
}

/// `science(physics(waves, optics(lenses)), biology)` and `art`, children not in their order.
async fn science(db: &Db) -> [Topic; 7] {
    let science = topic(db, "science", None).await;
    let physics = topic(db, "physics", Some(&science)).await;
    let biology = topic(db, "biology", Some(&science)).await;
    let waves = topic(db, "waves", Some(&physics)).await;
    let optics = topic(db, "optics", Some(&physics)).await;
    let lenses = topic(db, "lenses", Some(&optics)).await;
    let art = topic(db, "art", None).await;
    [science, physics, biology, waves, optics, lenses, art]
}

fn drawn(trees: &[Tree<Topic>]) -> String {
    let draw = |tree: &Tree<Topic>| match drawn(&tree.children) {
        below if below.is_empty() => tree.record.name.clone(),
        below => format!("{}({below})", tree.record.name),
    };
    trees.iter().map(draw).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn tree_comes_whole_in_one_statement() {
    each(SCHEMA, async |db| {
        science(&db).await;
        let roots = Topic::filter(Topic::PARENT.is_null()).order_by(Topic::ID);
        let (loaded, sent) = logged(roots.with(Topic::PARTS.tree()).all(&db)).await;
        let loaded: Vec<(Topic, Vec<Tree<Topic>>)> = loaded.unwrap();
        assert_eq!(drawn(&loaded[0].1), "biology physics(optics(lenses) waves)");
        assert_eq!(loaded[1].1, []);
        assert_eq!(sent.len(), 2, "{sent:?}");
    })
    .await;
}

#[tokio::test]
async fn each_record_gets_what_is_below_it_though_others_get_it_too() {
    each(SCHEMA, async |db| {
        science(&db).await;
        let all = Topic::query().order_by(Topic::ID).with(Topic::PARTS.tree());
        let loaded = all.all(&db).await.unwrap();
        let drawn: Vec<_> = loaded.iter().map(|(_, trees)| drawn(trees)).collect();
        let physics = "optics(lenses) waves";
        let science = format!("biology physics({physics})");
        assert_eq!(drawn, [&science, physics, "", "", "lenses", "", ""]);
    })
    .await;
}

#[tokio::test]
async fn depth_filter_and_order_shape_the_tree() {
    each(SCHEMA, async |db| {
        let topics = science(&db).await;
        topics[4].update().set(Topic::HIDDEN, true).run(&db).await.unwrap();
        let root = Topic::find(topics[0].id);
        for (depth, expected) in
            [(0, ""), (1, "biology physics"), (2, "biology physics(optics waves)")]
        {
            let query = root.clone().with(Topic::PARTS.tree().depth(depth));
            assert_eq!(drawn(&query.one(&db).await.unwrap().1), expected);
        }
        let shown =
            Topic::PARTS.filter(Topic::HIDDEN.eq(false)).order_by(Topic::NAME.desc()).tree();
        let (_, trees) = root.clone().with(shown).one(&db).await.unwrap();
        assert_eq!(drawn(&trees), "physics(waves) biology", "lenses are below what is hidden");
        let refused = root.with(Topic::PARTS.limit(1).tree()).one(&db).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Unsupported);
    })
    .await;
}

#[tokio::test]
async fn relations_are_loaded_along_with_a_tree() {
    each(SCHEMA, async |db| {
        let topics = science(&db).await;
        let page = Page::create().topic(&topics[5]).insert(&db).await.unwrap();
        let query = Topic::find(topics[1].id).with(Topic::PARTS.tree().with(Topic::PAGES));
        let (loaded, sent) = logged(query.one(&db)).await;
        let (_, trees) = loaded.unwrap();
        let lenses = &trees[0].children[0];
        assert_eq!(lenses.record, (topics[5].clone(), vec![page]));
        assert_eq!(sent.len(), 3, "{sent:?}");
    })
    .await;
}

#[tokio::test]
async fn ancestors_come_from_the_nearest_to_the_root() {
    each(SCHEMA, async |db| {
        let [science, physics, _, waves, optics, lenses, art] = science(&db).await;
        let leaves = [lenses.id, waves.id, art.id];
        let query = Topic::filter(Topic::ID.in_list(leaves)).order_by(Topic::ID);
        let (loaded, sent) = logged(query.clone().with(Topic::PARENT.ancestors()).all(&db)).await;
        let lines: Vec<_> = loaded.unwrap().into_iter().map(|(_, line)| line).collect();
        let expected = [
            vec![physics.clone(), science.clone()],
            vec![optics.clone(), physics.clone(), science],
            vec![],
        ];
        assert_eq!(lines, expected);
        assert_eq!(sent.len(), 2, "{sent:?}");
        let two = Topic::find(lenses.id).with(Topic::PARENT.ancestors().depth(2));
        assert_eq!(two.one(&db).await.unwrap().1, [optics, physics]);
    })
    .await;
}

#[tokio::test]
async fn circles_end() {
    each(SCHEMA, async |db| {
        let [science, physics, ..] = science(&db).await;
        science.update().set(Topic::PARENT, &physics).run(&db).await.unwrap();
        let (_, trees) = Topic::find(science.id).with(Topic::PARTS.tree()).one(&db).await.unwrap();
        assert_eq!(drawn(&trees), "biology physics(optics(lenses) science waves)");
        let (_, trees) =
            Topic::find(science.id).with(Topic::PARTS.tree().depth(9)).one(&db).await.unwrap();
        assert_eq!(drawn(&trees), "biology physics(optics(lenses) science waves)");
        let (_, line) =
            Topic::find(physics.id).with(Topic::PARENT.ancestors()).one(&db).await.unwrap();
        let names: Vec<_> = line.iter().map(|topic| topic.name.as_str()).collect();
        assert_eq!(names, ["science", "physics"]);
    })
    .await;
}

#[tokio::test]
async fn trees_of_too_many_levels_are_refused_not_cut() {
    each(SCHEMA, async |db| {
        let chain = (1..=1_200).map(|id| {
            let parent = (id > 1).then_some(id - 1);
            Topic::create().id(id).name("x").hidden(false).parent_id(parent)
        });
        Topic::insert_all(&db, chain).await.unwrap();
        let error = Topic::find(1).with(Topic::PARTS.tree()).one(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLong, "{error}");
        let error = Topic::find(1_200).with(Topic::PARENT.ancestors()).one(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLong, "{error}");
        let (_, trees) = Topic::find(800).with(Topic::PARTS.tree()).one(&db).await.unwrap();
        let mut depth = 0;
        let mut level = &trees;
        while let [tree] = level.as_slice() {
            depth += 1;
            assert_eq!(tree.record.id, 800 + depth);
            level = &tree.children;
        }
        assert_eq!(depth, 400);
        let stopped = Topic::find(1).with(Topic::PARTS.tree().depth(450)).one(&db).await.unwrap();
        assert_eq!(stopped.1.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn trees_and_children_follow_owners_that_were_found_in_another_order() {
    each(SCHEMA, async |db| {
        let [one, two] = [topic(&db, "one", None).await, topic(&db, "two", None).await];
        // By name they come from two, one, two.
        let mut parts = Vec::new();
        for (name, parent) in [("a", &two), ("b", &one), ("c", &two)] {
            let part = topic(&db, name, Some(parent)).await;
            topic(&db, &format!("{name} below"), Some(&part)).await;
            Page::create().topic(&part).insert(&db).await.unwrap();
            parts.push(part);
        }
        let along = Topic::PARTS.with(Topic::PARTS.tree()).with(Topic::PAGES);
        let roots = Topic::filter(Topic::PARENT.is_null()).order_by(Topic::ID);
        let loaded = roots.with(along).all(&db).await.unwrap();
        let seen = loaded.iter().flat_map(|(root, parts)| {
            parts.iter().map(|(part, trees, pages)| {
                assert_eq!(part.parent_id, Some(root.id));
                assert!(pages.iter().all(|page| page.topic_id == part.id) && pages.len() == 1);
                format!("{}: {}", part.name, drawn(trees))
            })
        });
        assert_eq!(seen.collect::<Vec<_>>(), ["b: b below", "a: a below", "c: c below"]);
    })
    .await;
}
