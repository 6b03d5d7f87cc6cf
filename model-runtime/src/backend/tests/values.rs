//! What is written is what is read.

use super::*;
use crate::backend::ArrayColumn;
use crate::error::ErrorKind;
use crate::value::{Source, Value};

/// A column for each primitive, by its name in each dialect.
pub(super) fn column(dialect: Dialect, ty: SqlType) -> &'static str {
    let names = match ty {
        SqlType::Bool => ["INTEGER", "BOOLEAN", "BOOLEAN"],
        SqlType::I8 => ["INTEGER", "SMALLINT", "TINYINT"],
        SqlType::I16 => ["INTEGER", "SMALLINT", "SMALLINT"],
        SqlType::I32 => ["INTEGER", "INTEGER", "INT"],
        SqlType::I64 => ["INTEGER", "BIGINT", "BIGINT"],
        SqlType::U8 => ["INTEGER", "SMALLINT", "TINYINT UNSIGNED"],
        SqlType::U16 => ["INTEGER", "INTEGER", "SMALLINT UNSIGNED"],
        SqlType::U32 => ["INTEGER", "BIGINT", "INT UNSIGNED"],
        SqlType::U64 => ["INTEGER", "BIGINT", "BIGINT UNSIGNED"],
        SqlType::F32 => ["REAL", "REAL", "FLOAT"],
        SqlType::F64 => ["REAL", "DOUBLE PRECISION", "DOUBLE"],
        SqlType::Text => ["TEXT", "TEXT", "LONGTEXT CHARACTER SET utf8mb4"],
        SqlType::Bytes => ["BLOB", "BYTEA", "LONGBLOB"],
        SqlType::Uuid => ["BLOB", "UUID", "BINARY(16)"],
        SqlType::DateTimeUtc => ["TEXT", "TIMESTAMPTZ", "DATETIME(6)"],
        SqlType::DateTime => ["TEXT", "TIMESTAMP", "DATETIME(6)"],
        SqlType::Date => ["TEXT", "DATE", "DATE"],
        SqlType::Time => ["TEXT", "TIME", "TIME(6)"],
        SqlType::Json => ["TEXT", "JSONB", "JSON"],
    };
    match dialect {
        Dialect::Sqlite => names[0],
        Dialect::Postgres => names[1],
        Dialect::MySql => names[2],
    }
}

pub(super) fn read(source: &dyn Source, at: usize, ty: SqlType) -> Result<Value> {
    let value = match ty {
        SqlType::Bool => source.bool(at)?.map(Value::Bool),
        SqlType::F32 => source.f32(at)?.map(Value::F32),
        SqlType::F64 => source.f64(at)?.map(Value::F64),
        SqlType::Text => source.text(at)?.map(|text| Value::Text(text.to_owned())),
        SqlType::Bytes => source.bytes(at)?.map(|bytes| Value::Bytes(bytes.to_vec())),
        SqlType::Uuid => source.uuid(at)?.map(Value::Uuid),
        SqlType::DateTimeUtc | SqlType::DateTime => {
            source.date_time(at, ty)?.map(|micros| Value::DateTime(micros, ty))
        }
        SqlType::Date => source.date(at)?.map(Value::Date),
        SqlType::Time => source.time(at)?.map(Value::Time),
        SqlType::Json => source.json(at)?.map(|text| Value::Json(text.to_owned())),
        _ => source.int(at, ty)?.map(|value| Value::Int(value, ty)),
    };
    Ok(value.unwrap_or(Value::Null(ty)))
}

const YEAR_1: i64 = -62_135_596_800_000_000;
const YEAR_9999: i64 = 253_402_300_799_999_999;

/// The values at the edges of each primitive.
pub(super) fn edges() -> Vec<(SqlType, Vec<Value>)> {
    let ints =
        |ty, values: &[i64]| (ty, values.iter().map(|value| Value::Int(*value, ty)).collect());
    let moments = |ty| {
        let values = [0, 1, -1, 951_782_400_000_000, YEAR_1, YEAR_9999];
        (ty, values.iter().map(|micros| Value::DateTime(*micros, ty)).collect())
    };
    let texts = ["", "a", " a ", "Ä'\"`\\%_?$1;--", "\u{10ffff}😀", "\n\t\r"];
    vec![
        (SqlType::Bool, vec![Value::Bool(false), Value::Bool(true)]),
        ints(SqlType::I8, &[i8::MIN.into(), 0, i8::MAX.into()]),
        ints(SqlType::I16, &[i16::MIN.into(), 0, i16::MAX.into()]),
        ints(SqlType::I32, &[i32::MIN.into(), 0, i32::MAX.into()]),
        ints(SqlType::I64, &[i64::MIN, 0, i64::MAX]),
        ints(SqlType::U8, &[0, u8::MAX.into()]),
        ints(SqlType::U16, &[0, u16::MAX.into()]),
        ints(SqlType::U32, &[0, u32::MAX.into()]),
        ints(SqlType::U64, &[0, i64::MAX]),
        (SqlType::F32, [0.0, 0.1, -1.5e30, f32::MIN_POSITIVE, 3.4e38].map(Value::F32).to_vec()),
        (SqlType::F64, [0.0, 0.1, -1.5e300, f64::MIN_POSITIVE, f64::MAX].map(Value::F64).to_vec()),
        (SqlType::Text, texts.map(|text| Value::Text(text.to_owned())).to_vec()),
        (
            SqlType::Bytes,
            [vec![], vec![0, 255, 39, 92], vec![7; 70_000]].map(Value::Bytes).to_vec(),
        ),
        (SqlType::Uuid, vec![Value::Uuid([0; 16]), Value::Uuid(*b"0123456789abcdef")]),
        moments(SqlType::DateTimeUtc),
        moments(SqlType::DateTime),
        (SqlType::Date, [0, -1, 19_782, -719_162, 2_932_896].map(Value::Date).to_vec()),
        (SqlType::Time, [0, 1, 86_399_999_999, 3_600_000_000].map(Value::Time).to_vec()),
        (
            SqlType::Json,
            ["null", "[]", "7", "\"ä\\\"\""].map(|text| Value::Json(text.to_owned())).to_vec(),
        ),
    ]
}

#[tokio::test]
async fn every_value_is_read_as_it_was_written() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        for (at, (ty, mut values)) in edges().into_iter().enumerate() {
            values.push(Value::Null(ty));
            let name = column(ground.dialect, ty);
            execute(&mut conn, &format!("CREATE TABLE v{at} (id INTEGER, v {name})"), &[])
                .await
                .unwrap();
            for (id, value) in values.iter().enumerate() {
                let row = [Value::Int(i64::try_from(id).unwrap(), SqlType::I32), value.clone()];
                let args = Args::of(ground.dialect, &row).unwrap();
                let text = sql(ground.dialect, &format!("INSERT INTO v{at} VALUES (?, ?)"));
                conn.execute(text, args).await.unwrap();
            }
            let mut stored = Vec::new();
            let args = none(&conn);
            conn.run(format!("SELECT v FROM v{at} ORDER BY id"), args, &mut |row| {
                stored.push(read(row, 0, ty)?);
                Ok(())
            })
            .await
            .unwrap_or_else(|error| panic!("{:?} {ty:?} {error:?}", ground.dialect));
            assert_eq!(stored, values, "{:?} {ty:?}", ground.dialect);
        }
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn times_outside_of_the_calendar_are_refused_everywhere() {
    for ground in Ground::all().await {
        let mut args = Args::new(ground.dialect, 1);
        for micros in [YEAR_1 - 1, YEAR_9999 + 1, i64::MIN, i64::MAX] {
            let refused = args.date_time(micros, SqlType::DateTimeUtc).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::OutOfRange);
        }
        assert_eq!(args.date(i32::MAX).unwrap_err().kind(), ErrorKind::OutOfRange);
        assert_eq!(args.time(-1).unwrap_err().kind(), ErrorKind::OutOfRange);
        assert_eq!(args.time(86_400_000_000).unwrap_err().kind(), ErrorKind::OutOfRange);
        assert_eq!(args.len(), 0);
        ground.clear().await;
    }
}

/// Reads one value from an expression.
async fn one(conn: &mut Conn, text: &str, ty: SqlType) -> Result<Value> {
    let args = none(conn);
    let mut found = None;
    conn.run(text.to_owned(), args, &mut |row| {
        found = Some(read(row, 0, ty)?);
        Ok(())
    })
    .await?;
    Ok(found.expect("one row"))
}

#[tokio::test]
async fn values_that_do_not_fit_are_errors_and_never_panics() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        let cases: &[(&str, SqlType)] = match ground.dialect {
            Dialect::Sqlite => &[
                ("SELECT 7", SqlType::Bool),
                ("SELECT 1e300", SqlType::F32),
                ("SELECT 'x'", SqlType::I64),
                ("SELECT 1.5", SqlType::I64),
                ("SELECT 1", SqlType::Text),
                ("SELECT 'x'", SqlType::Bytes),
                ("SELECT x'00'", SqlType::Uuid),
                ("SELECT x'ff'", SqlType::Text),
                ("SELECT 'yesterday'", SqlType::DateTimeUtc),
                ("SELECT '2024-02-30'", SqlType::Date),
                ("SELECT '25:00:00'", SqlType::Time),
                ("SELECT 9223372036854775807", SqlType::F64),
            ],
            Dialect::Postgres => &[
                ("SELECT 'infinity'::timestamptz", SqlType::DateTimeUtc),
                ("SELECT '-infinity'::timestamp", SqlType::DateTime),
                ("SELECT 'infinity'::date", SqlType::Date),
                ("SELECT '24:00:00'::time", SqlType::Time),
                ("SELECT 1::numeric", SqlType::I64),
                ("SELECT 1e300::float8", SqlType::F32),
                ("SELECT 1::int8", SqlType::Text),
                ("SELECT 'x'::text", SqlType::Bytes),
                ("SELECT now()::timestamp", SqlType::DateTimeUtc),
                ("SELECT 'x'::text", SqlType::Uuid),
                ("SELECT 1::int4", SqlType::Bool),
            ],
            Dialect::MySql => &[
                ("SELECT 7", SqlType::Bool),
                ("SELECT 18446744073709551615", SqlType::U64),
                ("SELECT 1e300", SqlType::F32),
                ("SELECT 'x'", SqlType::I64),
                ("SELECT 1.5", SqlType::I64),
                ("SELECT 1", SqlType::Text),
                ("SELECT 'x'", SqlType::Bytes),
                ("SELECT CAST('x' AS BINARY)", SqlType::Uuid),
                ("SELECT CAST('838:00:00' AS TIME)", SqlType::Time),
                ("SELECT CAST('-01:00:00' AS TIME)", SqlType::Time),
                ("SELECT 'x'", SqlType::DateTime),
            ],
        };
        for (text, ty) in cases {
            match one(&mut conn, text, *ty).await {
                Ok(value) => panic!("{:?} {text} as {ty:?}: {value:?}", ground.dialect),
                Err(error) => {
                    assert_eq!(
                        error.kind(),
                        ErrorKind::Decode,
                        "{:?} {text} {error:?}",
                        ground.dialect
                    );
                    assert_eq!(error.origin().ordinal, Some(0));
                }
            }
        }
        let beyond =
            conn.run("SELECT 1", none(&conn), &mut |row| row.int(5, SqlType::I64).map(drop)).await;
        assert_eq!(beyond.unwrap_err().kind(), ErrorKind::Decode);
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn zero_date_is_an_error_and_not_null() {
    let Some(ground) = Ground::of(Dialect::MySql).await else { return };
    let db = ground.db().await;
    let mut conn = db.acquire().await.unwrap();
    execute(&mut conn, "SET sql_mode = 'ALLOW_INVALID_DATES'", &[]).await.unwrap();
    execute(&mut conn, "CREATE TABLE z (v DATETIME(6))", &[]).await.unwrap();
    execute(&mut conn, "INSERT INTO z VALUES ('0000-00-00 00:00:00')", &[]).await.unwrap();
    let error = one(&mut conn, "SELECT v FROM z", SqlType::DateTime).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn columns_of_many_rows_come_as_arrays() {
    let Some(ground) = Ground::of(Dialect::Postgres).await else { return };
    let db = ground.db().await;
    let mut conn = db.acquire().await.unwrap();
    for (ty, mut values) in edges() {
        values.push(Value::Null(ty));
        let mut column = ArrayColumn::new(values.len());
        for value in &values {
            value.bind(&mut column).unwrap();
        }
        let mut args = Args::new(Dialect::Postgres, 1);
        args.push_array(column, ty).unwrap();
        let mut read_back = Vec::new();
        conn.run(format!("SELECT v FROM unnest($1) AS a(v) /* {ty:?} */"), args, &mut |row| {
            read_back.push(read(row, 0, ty)?);
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(read_back, values, "{ty:?}");
    }
    let list =
        Value::Array(vec![Value::Int(2, SqlType::I64), Value::Int(3, SqlType::I64)], SqlType::I32);
    let args = Args::of(Dialect::Postgres, &[list]).unwrap();
    let mut found = 0;
    conn.run("SELECT n FROM generate_series(1, 5) AS s(n) WHERE n = ANY($1)", args, &mut |_| {
        found += 1;
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(found, 2);
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn lists_are_json_where_there_are_no_arrays() {
    let values = [Value::Int(2, SqlType::I64), Value::Int(9, SqlType::I64)];
    for (dialect, text) in [
        (Dialect::Sqlite, "SELECT count(*) FROM json_each(?) WHERE value IN (2, 9)"),
        (Dialect::MySql, "SELECT json_length(?)"),
    ] {
        let Some(ground) = Ground::of(dialect).await else { continue };
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        let args = Args::of(dialect, &[Value::Array(values.to_vec(), SqlType::I64)]).unwrap();
        let mut found = None;
        conn.run(text, args, &mut |row| {
            found = row.int(0, SqlType::I64)?;
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(found, Some(2));
        drop(conn);
        ground.clear().await;
    }
}
