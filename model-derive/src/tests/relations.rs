//! Rules about foreign keys and back-references.

use quote::quote;

use super::{error, field_error};

#[test]
fn foreign_key_says_what_it_refers_to() {
    let takes = "`#[foreign_key]` takes the model it refers to, as in `#[foreign_key(Role)]`";
    assert_eq!(field_error(quote!(#[foreign_key] role_id: i64)), takes);
    assert_eq!(field_error(quote!(#[foreign_key()] role_id: i64)), takes);
    assert_eq!(field_error(quote!(#[foreign_key = "Role"] role_id: i64)), takes);
    let first = takes.replace("takes", "begins with");
    assert_eq!(field_error(quote!(#[foreign_key("Role")] role_id: i64)), first);
    assert_eq!(field_error(quote!(#[foreign_key(on_delete = cascade)] role_id: i64)), first);
    assert_eq!(field_error(quote!(#[foreign_key(Role::<T>)] role_id: i64)), first);
}

#[test]
fn actions_are_words() {
    assert_eq!(
        field_error(quote!(#[foreign_key(Role, on_delete = setnull)] role_id: i64)),
        "unknown action `setnull`; did you mean `set_null`? allowed are `restrict`, `cascade`, \
         `set_null`, `no_action`",
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role, on_update = "cascade")] role_id: i64)),
        "`on_update` takes `restrict`, `cascade`, `set_null` or `no_action`, without quotes",
    );
}

#[test]
fn references_is_the_name_of_a_handle() {
    let message =
        "`references` takes the handle of a unique column of the parent, as in `references = CODE`";
    assert_eq!(
        field_error(quote!(#[foreign_key(Role, references = Role::CODE)] role_id: i64)),
        message,
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role, references = "code")] role_id: i64)),
        message,
    );
}

#[test]
fn accessor_has_a_name() {
    assert_eq!(
        field_error(quote!(#[foreign_key(Role)] role: i64)),
        "`role` does not end in `_id`; name the accessor, as in `#[foreign_key(…, name = parent)]`",
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role)] _id: i64)),
        "`_id` leaves no name for the accessor; name the accessor, as in `#[foreign_key(…, name = parent)]`",
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role)] self_id: i64)),
        "a method can not be called `self`; name the accessor, as in \
         `#[foreign_key(…, name = parent)]`",
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role, name = self)] role_id: i64)),
        "a method can not be called `self`; choose another name",
    );
    for wrong in [quote!("the role"), quote!(5), quote!(a::b), quote!("")] {
        assert_eq!(
            field_error(quote!(#[foreign_key(Role, name = #wrong)] role_id: i64)),
            "`name` takes a method's name, as in `name = author`",
        );
    }
}

#[test]
fn backref_says_the_name_of_the_accessor() {
    let takes = "`#[backref]` takes the name of the parent's accessor, as in `#[backref(users)]`";
    assert_eq!(field_error(quote!(#[foreign_key(Role)] #[backref] role_id: i64)), takes);
    assert_eq!(
        field_error(quote!(#[foreign_key(Role)] #[backref("users")] role_id: i64)),
        takes.replace("takes", "begins with"),
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role)] #[backref(crate)] role_id: i64)),
        "a method can not be called `crate`; choose another name",
    );
}

#[test]
fn order_takes_fields_of_the_child() {
    let takes = "`order_by` takes fields of this model, as in `order_by(name, desc(id))`";
    for wrong in [quote!(order_by = id), quote!(order_by), quote!(order_by(asc(id)))] {
        assert_eq!(
            field_error(quote!(#[foreign_key(Role)] #[backref(users, #wrong)] role_id: i64)),
            takes,
        );
    }
    assert_eq!(
        field_error(quote!(#[foreign_key(Role)] #[backref(users, order_by(idd))] role_id: i64)),
        "unknown field `idd`; did you mean `id`? the fields are `id`, `role_id`",
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role)] #[backref(users, order_by(id, id))] role_id: i64)),
        "`id` is in this list twice; remove one of them",
    );
}

#[test]
fn backref_needs_a_foreign_key() {
    assert_eq!(
        field_error(quote!(#[backref(users)] role_id: i64)),
        "a back-reference needs a foreign key; add `#[foreign_key(…)]` to this field",
    );
}

#[test]
fn single_child_has_no_order() {
    assert_eq!(
        field_error(quote! {
            #[unique] #[foreign_key(Role)] #[backref(user, order_by(id))] role_id: i64
        }),
        "a parent has at most one child, since the foreign key is unique; remove `order_by`",
    );
}

#[test]
fn backrefs_of_a_parent_differ() {
    let input = |parent| {
        quote! {
            struct Post {
                #[primary_key] id: i64,
                #[foreign_key(User)] #[backref(posts)] author_id: i64,
                #[foreign_key(#parent)] #[backref(posts)] editor_id: i64,
            }
        }
    };
    assert_eq!(
        error(input(quote!(User))),
        "`User` has a back-reference of this name already; choose another",
    );
    assert_eq!(super::errors(input(quote!(other::User))), Vec::<String>::new());
    let to_itself = quote! {
        struct User {
            #[primary_key] id: i64,
            #[foreign_key(User)] #[backref(users)] a_id: i64,
            #[foreign_key(Self)] #[backref(users)] b_id: i64,
        }
    };
    assert_eq!(
        error(to_itself),
        "the handle of the back-reference `users` is called `USERS` too; give the back-reference \
         another name",
    );
}
