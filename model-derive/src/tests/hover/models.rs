//! Models of all kinds: each is compiled, and its tokens are kept to be expanded by the test.

use model_runtime::Model;
use proc_macro2::TokenStream;
use quote::quote;

/// Declares models, and `inputs()` with what the derive is given of each.
macro_rules! models {
    ($({ $($model:tt)* })*) => {
        $(
            #[derive(Model)]
            $($model)*
        )*

        /// What the derive is given of each model.
        pub(super) fn inputs() -> Vec<TokenStream> {
            vec![$(quote! { $($model)* }),*]
        }
    };
}

models! {
    {
        #[model(table = "roles")]
        pub(super) struct Role {
            #[primary_key]
            pub(super) id: i64,
            #[unique]
            #[column(length = 20)]
            pub(super) code: String,
        }
    }
    // Columns of other names, a tuple that is unique, parents that there may be, the model itself as one.
    {
        #[model(table = "order", unique(name, r#type), index(born, desc(name)))]
        pub(super) struct User {
            #[primary_key]
            pub(super) id: i64,
            #[column(name = "select", length = 64)]
            pub(super) name: String,
            #[unique]
            #[index]
            pub(super) r#type: i32,
            #[default(18)]
            pub(super) age: Option<i16>,
            #[default("a|b `c`")]
            pub(super) words: String,
            #[default(sql = "1 +\n 1")]
            pub(super) born: f64,
            #[foreign_key(Role, on_delete = set_null)]
            #[backref(users, order_by(age, desc(age_of_boss), desc(name)))]
            pub(super) role_id: Option<i64>,
            #[foreign_key(Role, references = CODE, name = second)]
            #[backref(seconds, extension)]
            pub(super) role_code: String,
            #[foreign_key(Self, on_delete = no_action)]
            #[backref(staff)]
            #[column(name = "boss_ref")]
            pub(super) boss_id: Option<i64>,
            pub(super) age_of_boss: Option<i32>,
            #[skip]
            pub(super) _cache: Vec<u8>,
        }
    }
    {
        pub(super) struct Profile {
            #[primary_key(manual)]
            #[foreign_key(User, on_delete = cascade)]
            #[backref(profile)]
            #[column(name = "owner")]
            pub(super) user_id: i64,
            #[unique]
            #[foreign_key(User, references = TYPE, name = like)]
            #[backref(kindred)]
            pub(super) kind: i32,
        }
    }
    // A key of two columns, which refers to itself as well.
    {
        #[model(foreign_key(Edition, fields(of_number, of_book), references(NUMBER, BOOK), name = basis, backref(editions)))]
        pub(super) struct Edition {
            #[primary_key]
            pub(super) book: i64,
            #[primary_key]
            pub(super) number: i32,
            pub(super) of_number: Option<i32>,
            pub(super) of_book: Option<i64>,
        }
    }
    {
        #[model(foreign_key(Edition, fields(book, number), backref(reviews, order_by(desc(id)))))]
        pub(super) struct Review {
            #[primary_key]
            pub(super) id: i64,
            #[column(name = "no")]
            pub(super) number: i32,
            pub(super) book: i64,
        }
    }
    // Links: each once, perhaps several times, of several columns.
    {
        #[model(link(tags, posts))]
        pub(super) struct PostTag {
            #[primary_key]
            #[foreign_key(Post)]
            pub(super) post_id: i64,
            #[primary_key]
            #[foreign_key(Tag)]
            #[column(name = "label")]
            pub(super) tag_id: i64,
            #[default(0)]
            pub(super) position: i32,
        }
    }
    {
        #[model(table = "posts")]
        pub(super) struct Post {
            #[primary_key]
            pub(super) id: i64,
            pub(super) title: String,
        }
    }
    {
        #[model(table = "tags")]
        pub(super) struct Tag {
            #[primary_key]
            pub(super) id: i64,
        }
    }
    {
        #[model(link(following, followers))]
        pub(super) struct Follow {
            #[primary_key]
            pub(super) id: i64,
            #[foreign_key(Post)]
            pub(super) follower_id: i64,
            #[foreign_key(Post)]
            pub(super) followed_id: i64,
        }
    }
    {
        #[model(link(sellers, offers), unique(book, number, tag_id))]
        #[model(foreign_key(Edition, fields(book, number)))]
        pub(super) struct Offer {
            #[primary_key]
            pub(super) id: i64,
            pub(super) book: i64,
            pub(super) number: i32,
            #[foreign_key(Tag)]
            pub(super) tag_id: i64,
        }
    }
}
