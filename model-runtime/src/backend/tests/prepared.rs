//! What a connection keeps prepared.

use super::{Ground, ints};

#[tokio::test]
async fn statement_is_prepared_once_and_a_batch_never() {
    for ground in Ground::all().await {
        let mut conn = ground.db().await.acquire().await.unwrap();
        let before = conn.parts().driver.kept_statements();
        for value in [1, 2, 3] {
            assert_eq!(ints(&mut conn, "SELECT 1 WHERE 3 >= ?", &[value]).await.unwrap(), [1]);
            conn.batch("SELECT 1; SELECT 2").await.map_err(|failure| failure.error).unwrap();
        }
        let kept = conn.parts().driver.kept_statements() - before;
        assert_eq!(kept, 1, "{:?}", ground.dialect);
        drop(conn);
        ground.clear().await;
    }
}
