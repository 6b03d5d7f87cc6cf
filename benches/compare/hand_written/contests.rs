//! The contests that are the same for all databases.

/// The contests that are the same for all databases.
macro_rules! contests {
    () => {
        async fn reading(run: &mut Run, place: &Place, db: &Db) -> Result<(), Failure> {
            let database = place.database;
            let held = async || Ok::<_, Failure>((connect(&place.url).await?, keys()));
            let (mut ours, mut key) = (db.acquire().await?, keys());
            let (mut a, mut key_a) = held().await?;
            let (mut b, mut key_b) = held().await?;
            let (mut c, mut key_c) = held().await?;
            let contest = Contest::new(database, "one row by key, held connection").goal(1.15);
            let contest = contest
                .ours(async move || ours::by_key(&mut ours, key()).await)
                .other("query_as", async move || by_key(&mut a, key_a()).await)
                .other("ordinals", async move || by_key_ordinals(&mut b, key_b()).await)
                .aside("query_as, driven to its end", async move || {
                    by_key_to_its_end(&mut c, key_c()).await
                });
            run.hold(contest).await?;

            let (db_, mut key) = (db.clone(), keys());
            let (pool, mut key_a) = (pool(&place.url).await?, keys());
            let contest = Contest::new(database, "one row by key, pool").goal(1.15);
            let contest = contest
                .ours(async move || ours::by_key_of_pool(&db_, key()).await)
                .other("query_as", async move || by_key_of_pool(&pool, key_a()).await);
            run.hold(contest).await?;

            for count in [10, 1_000, 10_000] {
                let mut ours = db.acquire().await?;
                let (mut a, mut b, mut c) = three(&place.url).await?;
                let mut plain = connect_plainly(&place.url).await?;
                let (mut d, text) =
                    (connect(&place.url).await?, hand_written::limited(LIST, count));
                let text = Arc::from(text);
                let contest = Contest::new(database, format!("list of {count} rows")).goal(1.05);
                let contest = contest
                    .ours(async move || ours::list(&mut ours, count).await)
                    .other(QUERY_AS, async move || list(&mut a, count).await)
                    .other(ORDINALS, async move || list_ordinals(&mut b, count).await)
                    .other(ORDINALS_LOOP, async move || list_loop(&mut c, count).await)
                    .other(PRINTED, async move || list_printed(&mut d, &text).await)
                    .aside(PLAINLY, async move || list(&mut plain, count).await);
                run.hold(contest).await?;
            }

            let mut ours = db.acquire().await?;
            let (mut a, mut b, mut c) = three(&place.url).await?;
            let contest = Contest::new(database, "1 000 posts, filtered, ordered, with author");
            let contest = contest
                .goal(1.05)
                .ours(async move || ours::joined(&mut ours).await)
                .other("join, query_as", async move || joined(&mut a).await)
                .other("join, ordinals, loop", async move || joined_loop(&mut b).await)
                .other("two statements, key list", async move || joined_by_keys(&mut c).await);
            run.hold(contest).await?;

            for parents in PARENTS {
                let mut ours = db.acquire().await?;
                let (mut a, mut b, mut c) = three(&place.url).await?;
                let work = format!("{parents} users with posts with comments");
                let contest = Contest::new(database, work).goal(1.05);
                let contest = contest
                    .ours(async move || ours::nested(&mut ours, parents).await)
                    .other(NESTED_BY_KEYS, async move || nested_by_keys(&mut a, parents).await)
                    .other("subqueries, grouped", async move || {
                        nested_by_subqueries(&mut b, parents).await
                    })
                    .other("one join, taken apart", async move || {
                        nested_by_join(&mut c, parents).await
                    });
                run.hold(contest).await?;
            }

            let users = User::query().all(db).await?;
            let some = || {
                let (users, mut key) = (users.clone(), keys());
                move || users[(key() - 1) as usize].clone()
            };
            let (mut ours, mut user) = (db.acquire().await?, some());
            let (mut a, mut b, _) = three(&place.url).await?;
            let (mut user_a, mut user_b) = (some(), some());
            let contest = Contest::new(database, "posts of one user, lazily").goal(1.15);
            let contest = contest
                .ours(async move || ours::posts_of(&mut ours, &user()).await)
                .other(QUERY_AS, async move || posts_of(&mut a, &user_a()).await)
                .other(ORDINALS_LOOP, async move || posts_of_loop(&mut b, &user_b()).await);
            run.hold(contest).await
        }

        async fn three(url: &str) -> Result<(Connection, Connection, Connection), Failure> {
            Ok((connect(url).await?, connect(url).await?, connect(url).await?))
        }

        async fn insert_one(run: &mut Run, place: &Place, db: &Db) -> Result<(), Failure> {
            let (mut ours, row) = (db.acquire().await?, data::newcomers(1).remove(0));
            let (mut a, mut b, mut reset) = three(&place.url).await?;
            let mut c = connect(&place.url).await?;
            let (row_a, row_b, row_c) = (row.clone(), row.clone(), row.clone());
            let contest = Contest::new(place.database, "insert 1 row");
            let contest = contest
                .comparing(data::counted_from_one)
                .reset(async move || clear(&mut reset).await)
                .ours(async move || ours::insert(&mut ours, &row).await)
                .other("query_as, fetch_one", async move || insert(&mut a, &row_a).await)
                .aside("query_as, driven to its end", async move || {
                    insert_to_its_end(&mut c, &row_c).await
                })
                .aside("RETURNING id, fetch_one", async move || {
                    insert_for_key(&mut b, &row_b).await
                });
            run.hold(contest).await
        }

        async fn clear(conn: &mut Connection) -> Result<(), Failure> {
            sqlx::raw_sql(CLEAR).execute(conn).await?;
            Ok(())
        }

        /// What is the same for all databases in storing so many rows.
        async fn insert_many(
            place: &Place,
            db: &Db,
            count: i64,
        ) -> Result<Contest<Vec<Newcomer>>, Failure> {
            let (mut ours, rows) = (db.acquire().await?, data::newcomers(count));
            let (mut a, rows_a) = (connect(&place.url).await?, rows.clone());
            let mut reset = connect(&place.url).await?;
            let mut contest = Contest::new(place.database, format!("insert {count} rows"))
                .goal(1.1)
                .comparing(data::counted_from_one)
                .reset(async move || clear(&mut reset).await)
                .ours(async move || ours::insert_all(&mut ours, &rows).await)
                .other("row by row, RETURNING all columns", async move || {
                    insert_loop(&mut a, &rows_a).await
                });
            for (per_list, name, name_for_keys) in LISTS_OF {
                let per_list = per_list.min(usize::try_from(count)?);
                let (mut a, mut b, _) = three(&place.url).await?;
                let rows = data::newcomers(count);
                let text = hand_written::insert_lists(
                    per_list,
                    NUMBERED,
                    " RETURNING id, name, hair_color",
                );
                let text = Arc::from(text);
                contest = contest
                    .other(name, async move || insert_lists(&mut a, &text, per_list, &rows).await);
                let rows = data::newcomers(count);
                let text =
                    Arc::from(hand_written::insert_lists(per_list, NUMBERED, " RETURNING id"));
                contest = contest.aside(name_for_keys, async move || {
                    insert_lists_for_keys(&mut b, &text, per_list, &rows).await
                });
                if per_list == usize::try_from(count)? {
                    break;
                }
            }
            Ok(contest)
        }
    };
}

pub(crate) use contests;
