//! Storing parents together with their children.

/// Storing parents together with their children: `store_owners` and `store_pets` are the module's.
macro_rules! units {
    () => {
        async fn store_households(
            conn: &mut Connection,
            rows: &[(String, Vec<String>)],
        ) -> Result<Vec<Household>, Failure> {
            let mut tx = conn.begin().await?;
            let owners = store_owners(&mut tx, rows).await?;
            let given = owners.iter().zip(rows);
            let pets: Vec<(i64, &str)> = given
                .flat_map(|(owner, (_, pets))| pets.iter().map(|pet| (owner.id, pet.as_str())))
                .collect();
            let pets = store_pets(&mut tx, &pets).await?;
            tx.commit().await?;
            Ok(homed(owners, pets))
        }

        async fn commit(run: &mut Run, place: &Place, db: &Db) -> Result<(), Failure> {
            let (mut ours, rows) = (db.acquire().await?, data::households());
            let (mut a, rows_a) = (connect(&place.url).await?, data::households());
            let mut reset = connect(&place.url).await?;
            let work = format!("commit {} owners with 3 pets each", rows.len());
            let contest = Contest::new(place.database, work)
                .goal(1.3)
                .comparing(data::households_from_one)
                .reset(async move || {
                    for text in CLEAR_HOUSEHOLDS {
                        sqlx::raw_sql(text).execute(&mut reset).await?;
                    }
                    Ok(())
                })
                .ours(async move || ours::commit(&mut ours, &rows).await)
                .other("batches, RETURNING all columns", async move || {
                    store_households(&mut a, &rows_a).await
                });
            run.hold(contest).await
        }
    };
    (lists of $per_list:literal) => {
        async fn store_owners(
            conn: &mut Connection,
            rows: &[(String, Vec<String>)],
        ) -> Result<Vec<Owner>, Failure> {
            let mut stored = Vec::with_capacity(rows.len());
            for rows in rows.chunks($per_list) {
                let lists = vec!["(?)"; rows.len()].join(", ");
                let text = format!("INSERT INTO owners (name) VALUES {lists} RETURNING id, name");
                let mut statement = sqlx::query(AssertSqlSafe(text));
                for (name, _) in rows {
                    statement = statement.bind(name);
                }
                stored.append(&mut pull!(statement, &mut *conn, owner));
            }
            Ok(stored)
        }

        async fn store_pets(
            conn: &mut Connection,
            rows: &[(i64, &str)],
        ) -> Result<Vec<Pet>, Failure> {
            let mut stored = Vec::with_capacity(rows.len());
            for rows in rows.chunks($per_list) {
                let lists = vec!["(?, ?)"; rows.len()].join(", ");
                let text = format!(
                    "INSERT INTO pets (owner_id, name) VALUES {lists} RETURNING id, owner_id, name"
                );
                let mut statement = sqlx::query(AssertSqlSafe(text));
                for (owner, name) in rows {
                    statement = statement.bind(owner).bind(*name);
                }
                stored.append(&mut pull!(statement, &mut *conn, pet));
            }
            Ok(stored)
        }

        hand_written::units!();
    };
}

pub(crate) use units;
