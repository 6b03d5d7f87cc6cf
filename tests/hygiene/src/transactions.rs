//! Programs with transactions, which compile without any database feature.

use orm::prelude::*;
use orm::{Isolation, TransactionOptions, Tx};

use crate::relations::Person;

async fn add(tx: &mut Tx<'_>) -> Result<Person> {
    Person::create().insert(tx).await
}

/// Adds records in a transaction in hand, and in a savepoint within it.
///
/// # Errors
///
/// What the database refuses.
pub async fn in_hand(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    let _ = add(&mut tx).await?;
    within(tx.begin().await?).await?;
    tx.commit().await
}

async fn within(mut savepoint: Tx<'_>) -> Result<()> {
    let _ = add(&mut savepoint).await?;
    savepoint.rollback().await
}

/// Adds records in a closure's transaction.
///
/// # Errors
///
/// What the database refuses.
pub async fn in_closures(db: &Db) -> Result<Person> {
    let options = TransactionOptions::new().isolation(Isolation::Serializable).retry(2);
    let _ = db.transaction_with(options, |mut tx| async move { add(&mut tx).await }).await?;
    let _ =
        db.try_transaction::<_, Error, _, _>(|mut tx| async move { add(&mut tx).await }).await?;
    db.transaction(|mut tx| async move { add(&mut tx).await }).await
}
