//! What each emitted item runs, as the runtime prints it.

use super::case::{Case, create, from_within, has, load, of, query};
use super::models::*;

fn role() -> Role {
    Role { id: 1, code: "admin".to_owned() }
}

fn user() -> User {
    User {
        id: 1,
        name: "fred".to_owned(),
        r#type: 3,
        age: Some(30),
        words: String::new(),
        born: 1.5,
        role_id: Some(1),
        role_code: "admin".to_owned(),
        boss_id: Some(2),
        age_of_boss: None,
        _cache: Vec::new(),
    }
}

fn edition() -> Edition {
    Edition { book: 1, number: 2, of_number: Some(3), of_book: Some(4) }
}

fn post() -> Post {
    Post { id: 1, title: String::new() }
}

/// All items that run SQL.
pub(super) fn cases() -> Vec<Case> {
    [
        of_users(),
        of_profiles(),
        of_editions(),
        of_links(),
        of_follows(),
        of_offers(),
        of_plain_models(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_users() -> Vec<Case> {
    let mut cases = vec![
        query("User::query", User::query),
        query("User::filter", || User::filter(User::NAME.eq("fred"))).eliding(has("select")),
        query("User::find", || User::find(1)),
        query("User::find_by_type", || User::find_by_type(3)),
        query("User::find_by_name_and_type", || User::find_by_name_and_type("fred", 3)),
        load("User::ROLE", || User::query().with(User::ROLE)).eliding(of::<Role>(&["id"])),
        query("User::role", || user().role()).eliding(of::<Role>(&["id"])),
        load("Role::USERS", || Role::query().with(Role::USERS)),
        query("Role::users", || role().users()),
        load("User::SECOND", || User::query().with(User::SECOND)).eliding(of::<Role>(&["code"])),
        query("User::second", || user().second()).eliding(of::<Role>(&["code"])),
        load("RoleSeconds::SECONDS", || Role::query().with(<Role as RoleSeconds>::SECONDS)),
        query("RoleSeconds::seconds", || role().seconds()),
        load("User::BOSS", || User::query().with(User::BOSS)),
        query("User::boss", || user().boss()),
        load("User::STAFF", || User::query().with(User::STAFF)),
        query("User::staff", || user().staff()),
    ];
    cases.extend(create(
        ["User::create", "UserCreate::insert"],
        |dialect| {
            let user = User::create().id(1).name("fred").r#type(3).age(30_i16).words("").born(1.5);
            let user = user.role_id(1).role_code("admin").boss_id(2).age_of_boss(None);
            user.to_sql(dialect)
        },
        || User::find(1),
    ));
    cases
}

fn of_profiles() -> Vec<Case> {
    let mut cases = vec![
        query("Profile::query", Profile::query),
        query("Profile::filter", || Profile::filter(Profile::USER_ID.eq(1))).eliding(has("owner")),
        query("Profile::find", || Profile::find(1)),
        query("Profile::find_by_kind", || Profile::find_by_kind(3)),
        load("Profile::USER", || Profile::query().with(Profile::USER)).eliding(of::<User>(&["id"])),
        query("Profile::user", || profile().user()).eliding(of::<User>(&["id"])),
        load("Profile::LIKE", || Profile::query().with(Profile::LIKE))
            .eliding(of::<User>(&["type"])),
        query("Profile::like", || profile().like()).eliding(of::<User>(&["type"])),
        load("User::PROFILE", || User::query().with(User::PROFILE)),
        query("User::profile", || user().profile()),
        load("User::KINDRED", || User::query().with(User::KINDRED)),
        query("User::kindred", || user().kindred()),
    ];
    cases.extend(create(
        ["Profile::create", "ProfileCreate::insert"],
        |dialect| Profile::create().user_id(1).kind(3).to_sql(dialect),
        || Profile::find(1),
    ));
    cases
}

fn profile() -> Profile {
    Profile { user_id: 1, kind: 3 }
}

fn of_editions() -> Vec<Case> {
    let mut cases =
        vec![
            query("Edition::query", Edition::query),
            query("Edition::filter", || Edition::filter(Edition::BOOK.eq(1))).eliding(has("book")),
            query("Edition::find", || Edition::find((1, 2))),
            load("Edition::BASIS", || Edition::query().with(Edition::BASIS)),
            query("Edition::basis", || edition().basis()),
            load("Edition::EDITIONS", || Edition::query().with(Edition::EDITIONS)),
            query("Edition::editions", || edition().editions()),
            query("Review::query", Review::query),
            query("Review::filter", || Review::filter(Review::NUMBER.eq(2))).eliding(has("no")),
            query("Review::find", || Review::find(1)),
            load("Review::EDITION", || Review::query().with(Review::EDITION))
                .eliding(of::<Edition>(&["book", "number"])),
            query("Review::edition", || Review { id: 1, number: 2, book: 3 }.edition())
                .eliding(of::<Edition>(&["book", "number"])),
            load("Edition::REVIEWS", || Edition::query().with(Edition::REVIEWS)),
            query("Edition::reviews", || edition().reviews()),
        ];
    cases.extend(create(
        ["Edition::create", "EditionCreate::insert"],
        |dialect| Edition::create().book(1).number(2).of_number(3).of_book(4).to_sql(dialect),
        || Edition::find((1, 2)),
    ));
    cases.extend(create(
        ["Review::create", "ReviewCreate::insert"],
        |dialect| Review::create().id(1).number(2).book(3).to_sql(dialect),
        || Review::find(1),
    ));
    cases
}

fn of_links() -> Vec<Case> {
    let mut cases = vec![
        query("PostTag::query", PostTag::query),
        query("PostTag::filter", || PostTag::filter(PostTag::TAG_ID.eq(1))).eliding(has("label")),
        query("PostTag::find", || PostTag::find((1, 2))),
        load("PostTag::POST", || PostTag::query().with(PostTag::POST)).eliding(of::<Post>(&["id"])),
        query("PostTag::post", || post_tag().post()).eliding(of::<Post>(&["id"])),
        load("PostTag::TAG", || PostTag::query().with(PostTag::TAG)).eliding(of::<Tag>(&["id"])),
        query("PostTag::tag", || post_tag().tag()).eliding(of::<Tag>(&["id"])),
        load("Post::TAGS", || Post::query().with(Post::TAGS)).eliding(of::<Tag>(&["id"])),
        query("Post::tags", || post().tags()).eliding(from_within::<Tag>(&["id"])),
        load("Tag::POSTS", || Tag::query().with(Tag::POSTS)).eliding(of::<Post>(&["id"])),
        query("Tag::posts", || Tag { id: 1 }.posts()).eliding(from_within::<Post>(&["id"])),
    ];
    cases.extend(create(
        ["PostTag::create", "PostTagCreate::insert"],
        |dialect| PostTag::create().post_id(1).tag_id(2).position(0).to_sql(dialect),
        || PostTag::find((1, 2)),
    ));
    cases
}

fn post_tag() -> PostTag {
    PostTag { post_id: 1, tag_id: 2, position: 0 }
}

fn of_follows() -> Vec<Case> {
    let mut cases = vec![
        query("Follow::query", Follow::query),
        query("Follow::filter", || Follow::filter(Follow::ID.eq(1))).eliding(has("id")),
        query("Follow::find", || Follow::find(1)),
        load("Follow::FOLLOWER", || Follow::query().with(Follow::FOLLOWER))
            .eliding(of::<Post>(&["id"])),
        query("Follow::follower", || follow().follower()).eliding(of::<Post>(&["id"])),
        load("Follow::FOLLOWED", || Follow::query().with(Follow::FOLLOWED))
            .eliding(of::<Post>(&["id"])),
        query("Follow::followed", || follow().followed()).eliding(of::<Post>(&["id"])),
        load("Post::FOLLOWING", || Post::query().with(Post::FOLLOWING))
            .eliding(of::<Post>(&["id"])),
        query("Post::following", || post().following()).eliding(from_within::<Post>(&["id"])),
        load("Post::FOLLOWERS", || Post::query().with(Post::FOLLOWERS))
            .eliding(of::<Post>(&["id"])),
        query("Post::followers", || post().followers()).eliding(from_within::<Post>(&["id"])),
    ];
    cases.extend(create(
        ["Follow::create", "FollowCreate::insert"],
        |dialect| Follow::create().id(1).follower_id(2).followed_id(3).to_sql(dialect),
        || Follow::find(1),
    ));
    cases
}

fn follow() -> Follow {
    Follow { id: 1, follower_id: 2, followed_id: 3 }
}

fn of_offers() -> Vec<Case> {
    let mut cases = vec![
        query("Offer::query", Offer::query),
        query("Offer::filter", || Offer::filter(Offer::ID.eq(1))).eliding(has("id")),
        query("Offer::find", || Offer::find(1)),
        query("Offer::find_by_book_and_number_and_tag_id", || {
            Offer::find_by_book_and_number_and_tag_id(1, 2, 3)
        }),
        load("Offer::EDITION", || Offer::query().with(Offer::EDITION))
            .eliding(of::<Edition>(&["book", "number"])),
        query("Offer::edition", || offer().edition()).eliding(of::<Edition>(&["book", "number"])),
        load("Offer::TAG", || Offer::query().with(Offer::TAG)).eliding(of::<Tag>(&["id"])),
        query("Offer::tag", || offer().tag()).eliding(of::<Tag>(&["id"])),
        load("Edition::SELLERS", || Edition::query().with(Edition::SELLERS))
            .eliding(of::<Tag>(&["id"])),
        query("Edition::sellers", || edition().sellers()).eliding(from_within::<Tag>(&["id"])),
        load("Tag::OFFERS", || Tag::query().with(Tag::OFFERS))
            .eliding(of::<Edition>(&["book", "number"])),
        query("Tag::offers", || Tag { id: 1 }.offers())
            .eliding(from_within::<Edition>(&["book", "number"])),
    ];
    cases.extend(create(
        ["Offer::create", "OfferCreate::insert"],
        |dialect| Offer::create().id(1).book(1).number(2).tag_id(3).to_sql(dialect),
        || Offer::find(1),
    ));
    cases
}

fn offer() -> Offer {
    Offer { id: 1, book: 1, number: 2, tag_id: 3 }
}

fn of_plain_models() -> Vec<Case> {
    let mut cases = vec![
        query("Role::query", Role::query),
        query("Role::filter", || Role::filter(Role::ID.eq(1))).eliding(has("id")),
        query("Role::find", || Role::find(1)),
        query("Role::find_by_code", || Role::find_by_code("admin")),
        query("Post::query", Post::query),
        query("Post::filter", || Post::filter(Post::ID.eq(1))).eliding(has("id")),
        query("Post::find", || Post::find(1)),
        query("Tag::query", Tag::query),
        query("Tag::filter", || Tag::filter(Tag::ID.eq(1))).eliding(has("id")),
        query("Tag::find", || Tag::find(1)),
    ];
    cases.extend(create(
        ["Role::create", "RoleCreate::insert"],
        |dialect| Role::create().id(1).code("admin").to_sql(dialect),
        || Role::find(1),
    ));
    cases.extend(create(
        ["Post::create", "PostCreate::insert"],
        |dialect| Post::create().id(1).title("").to_sql(dialect),
        || Post::find(1),
    ));
    cases.extend(create(
        ["Tag::create", "TagCreate::insert"],
        |dialect| Tag::create().id(1).to_sql(dialect),
        || Tag::find(1),
    ));
    cases
}
