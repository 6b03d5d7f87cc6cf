use super::{each_ddl as each, fixtures::*};
use crate::dialect::{Dialect, create_table};
use crate::schema::*;
use crate::value::SqlType;

const TYPES: TableDef = TableDef {
    primary_key: PrimaryKeyDef {
        name: Name::primary_key("types"),
        columns: &["id"],
        generation: Generation::Uuid,
    },
    ..table(
        "types",
        const {
            &[
                column("id", SqlType::Uuid),
                column("a_bool", SqlType::Bool),
                column("an_i8", SqlType::I8),
                column("an_i16", SqlType::I16),
                column("an_i32", SqlType::I32),
                column("an_i64", SqlType::I64),
                column("a_u8", SqlType::U8),
                column("a_u16", SqlType::U16),
                column("a_u32", SqlType::U32),
                column("a_u64", SqlType::U64),
                column("an_f32", SqlType::F32),
                column("an_f64", SqlType::F64),
                column("a_text", SqlType::Text),
                text("a_name", 64),
                text("a_novel", 20_000),
                text("a_library", 20_000_000),
                column("some_bytes", SqlType::Bytes),
                column("an_instant", SqlType::DateTimeUtc),
                column("a_date_time", SqlType::DateTime),
                column("a_date", SqlType::Date),
                column("a_time", SqlType::Time),
                nullable(column("some_json", SqlType::Json)),
            ]
        },
    )
};

#[test]
fn every_type_has_a_column() {
    insta::assert_snapshot!(each(|dialect| create_table(dialect, &TYPES)), @r#"
    -- SQLite
    CREATE TABLE IF NOT EXISTS `types` (
        `id` BLOB NOT NULL,
        `a_bool` INTEGER NOT NULL,
        `an_i8` INTEGER NOT NULL,
        `an_i16` INTEGER NOT NULL,
        `an_i32` INTEGER NOT NULL,
        `an_i64` INTEGER NOT NULL,
        `a_u8` INTEGER NOT NULL,
        `a_u16` INTEGER NOT NULL,
        `a_u32` INTEGER NOT NULL,
        `a_u64` INTEGER NOT NULL,
        `an_f32` REAL NOT NULL,
        `an_f64` REAL NOT NULL,
        `a_text` TEXT NOT NULL,
        `a_name` TEXT NOT NULL,
        `a_novel` TEXT NOT NULL,
        `a_library` TEXT NOT NULL,
        `some_bytes` BLOB NOT NULL,
        `an_instant` TEXT NOT NULL,
        `a_date_time` TEXT NOT NULL,
        `a_date` TEXT NOT NULL,
        `a_time` TEXT NOT NULL,
        `some_json` TEXT,
        CONSTRAINT `pk_types` PRIMARY KEY (`id`),
        CONSTRAINT `ck_types_id_uuid` CHECK (length(`id`) = 16),
        CONSTRAINT `ck_types_a_bool_bool` CHECK (`a_bool` IN (0, 1)),
        CONSTRAINT `ck_types_an_i8_range` CHECK (`an_i8` BETWEEN -128 AND 127),
        CONSTRAINT `ck_types_an_i16_range` CHECK (`an_i16` BETWEEN -32768 AND 32767),
        CONSTRAINT `ck_types_an_i32_range` CHECK (`an_i32` BETWEEN -2147483648 AND 2147483647),
        CONSTRAINT `ck_types_a_u8_range` CHECK (`a_u8` BETWEEN 0 AND 255),
        CONSTRAINT `ck_types_a_u16_range` CHECK (`a_u16` BETWEEN 0 AND 65535),
        CONSTRAINT `ck_types_a_u32_range` CHECK (`a_u32` BETWEEN 0 AND 4294967295),
        CONSTRAINT `ck_types_a_u64_range` CHECK (`a_u64` >= 0),
        CONSTRAINT `ck_types_a_name_length` CHECK (length(`a_name`) <= 64),
        CONSTRAINT `ck_types_a_novel_length` CHECK (length(`a_novel`) <= 20000),
        CONSTRAINT `ck_types_a_library_length` CHECK (length(`a_library`) <= 20000000),
        CONSTRAINT `ck_types_some_json_json` CHECK (json_valid(`some_json`))
    ) STRICT;
    -- PostgreSQL
    CREATE TABLE IF NOT EXISTS "types" (
        "id" UUID NOT NULL,
        "a_bool" BOOLEAN NOT NULL,
        "an_i8" SMALLINT NOT NULL,
        "an_i16" SMALLINT NOT NULL,
        "an_i32" INTEGER NOT NULL,
        "an_i64" BIGINT NOT NULL,
        "a_u8" SMALLINT NOT NULL,
        "a_u16" INTEGER NOT NULL,
        "a_u32" BIGINT NOT NULL,
        "a_u64" BIGINT NOT NULL,
        "an_f32" REAL NOT NULL,
        "an_f64" DOUBLE PRECISION NOT NULL,
        "a_text" TEXT COLLATE "C" NOT NULL,
        "a_name" VARCHAR(64) COLLATE "C" NOT NULL,
        "a_novel" VARCHAR(20000) COLLATE "C" NOT NULL,
        "a_library" TEXT COLLATE "C" NOT NULL,
        "some_bytes" BYTEA NOT NULL,
        "an_instant" TIMESTAMPTZ NOT NULL,
        "a_date_time" TIMESTAMP NOT NULL,
        "a_date" DATE NOT NULL,
        "a_time" TIME NOT NULL,
        "some_json" JSONB,
        CONSTRAINT "pk_types" PRIMARY KEY ("id"),
        CONSTRAINT "ck_types_an_i8_range" CHECK ("an_i8" BETWEEN -128 AND 127),
        CONSTRAINT "ck_types_a_u8_range" CHECK ("a_u8" BETWEEN 0 AND 255),
        CONSTRAINT "ck_types_a_u16_range" CHECK ("a_u16" BETWEEN 0 AND 65535),
        CONSTRAINT "ck_types_a_u32_range" CHECK ("a_u32" BETWEEN 0 AND 4294967295),
        CONSTRAINT "ck_types_a_u64_range" CHECK ("a_u64" >= 0),
        CONSTRAINT "ck_types_a_library_length" CHECK (char_length("a_library") <= 20000000)
    );
    -- MySQL
    CREATE TABLE IF NOT EXISTS `types` (
        `id` BINARY(16) NOT NULL,
        `a_bool` BOOLEAN NOT NULL,
        `an_i8` TINYINT NOT NULL,
        `an_i16` SMALLINT NOT NULL,
        `an_i32` INT NOT NULL,
        `an_i64` BIGINT NOT NULL,
        `a_u8` TINYINT UNSIGNED NOT NULL,
        `a_u16` SMALLINT UNSIGNED NOT NULL,
        `a_u32` INT UNSIGNED NOT NULL,
        `a_u64` BIGINT UNSIGNED NOT NULL,
        `an_f32` FLOAT NOT NULL,
        `an_f64` DOUBLE NOT NULL,
        `a_text` LONGTEXT NOT NULL,
        `a_name` VARCHAR(64) NOT NULL,
        `a_novel` LONGTEXT NOT NULL,
        `a_library` LONGTEXT NOT NULL,
        `some_bytes` LONGBLOB NOT NULL,
        `an_instant` DATETIME(6) NOT NULL,
        `a_date_time` DATETIME(6) NOT NULL,
        `a_date` DATE NOT NULL,
        `a_time` TIME(6) NOT NULL,
        `some_json` JSON,
        CONSTRAINT `pk_types` PRIMARY KEY (`id`),
        CONSTRAINT `ck_types_a_novel_length` CHECK (char_length(`a_novel`) <= 20000),
        CONSTRAINT `ck_types_a_library_length` CHECK (char_length(`a_library`) <= 20000000)
    ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 /*M!100000 COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */;
    "#);
}

const DEFAULTS: TableDef = TableDef {
    primary_key: PrimaryKeyDef {
        generation: Generation::Database { never_reuse: true },
        ..table("defaults", &[]).primary_key
    },
    ..table(
        "defaults",
        const {
            &[
                column("id", SqlType::I64),
                with_default(column("a_bool", SqlType::Bool), DefaultDef::Bool(true)),
                with_default(column("an_int", SqlType::I32), DefaultDef::Int(-5)),
                with_default(column("a_float", SqlType::F64), DefaultDef::Float(-1.5e300)),
                with_default(text("a_name", 64), DefaultDef::Text("it's `\\\"")),
                with_default(column("a_text", SqlType::Text), DefaultDef::Text("long")),
                with_default(column("some_json", SqlType::Json), DefaultDef::Text("{}")),
                with_default(column("a_sum", SqlType::I64), DefaultDef::Sql("1 + 2")),
                with_default(column("an_instant", SqlType::DateTimeUtc), DefaultDef::Now),
                with_default(column("a_date_time", SqlType::DateTime), DefaultDef::Now),
                with_default(column("a_date", SqlType::Date), DefaultDef::Now),
                with_default(column("a_time", SqlType::Time), DefaultDef::Now),
            ]
        },
    )
};

#[test]
fn defaults() {
    insta::assert_snapshot!(each(|dialect| create_table(dialect, &DEFAULTS)), @r#"
    -- SQLite
    CREATE TABLE IF NOT EXISTS `defaults` (
        `id` INTEGER NOT NULL CONSTRAINT `pk_defaults` PRIMARY KEY AUTOINCREMENT,
        `a_bool` INTEGER NOT NULL DEFAULT 1,
        `an_int` INTEGER NOT NULL DEFAULT -5,
        `a_float` REAL NOT NULL DEFAULT -1.5e300,
        `a_name` TEXT NOT NULL DEFAULT 'it''s `\"',
        `a_text` TEXT NOT NULL DEFAULT 'long',
        `some_json` TEXT NOT NULL DEFAULT '{}',
        `a_sum` INTEGER NOT NULL DEFAULT (1 + 2),
        `an_instant` TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
        `a_date_time` TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000', 'now')),
        `a_date` TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d', 'now')),
        `a_time` TEXT NOT NULL DEFAULT (strftime('%H:%M:%f000', 'now')),
        CONSTRAINT `ck_defaults_a_bool_bool` CHECK (`a_bool` IN (0, 1)),
        CONSTRAINT `ck_defaults_an_int_range` CHECK (`an_int` BETWEEN -2147483648 AND 2147483647),
        CONSTRAINT `ck_defaults_a_name_length` CHECK (length(`a_name`) <= 64),
        CONSTRAINT `ck_defaults_some_json_json` CHECK (json_valid(`some_json`))
    ) STRICT;
    -- PostgreSQL
    CREATE TABLE IF NOT EXISTS "defaults" (
        "id" BIGINT NOT NULL GENERATED BY DEFAULT AS IDENTITY,
        "a_bool" BOOLEAN NOT NULL DEFAULT TRUE,
        "an_int" INTEGER NOT NULL DEFAULT -5,
        "a_float" DOUBLE PRECISION NOT NULL DEFAULT -1.5e300,
        "a_name" VARCHAR(64) COLLATE "C" NOT NULL DEFAULT E'it''s `\\"',
        "a_text" TEXT COLLATE "C" NOT NULL DEFAULT 'long',
        "some_json" JSONB NOT NULL DEFAULT '{}',
        "a_sum" BIGINT NOT NULL DEFAULT (1 + 2),
        "an_instant" TIMESTAMPTZ NOT NULL DEFAULT now(),
        "a_date_time" TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
        "a_date" DATE NOT NULL DEFAULT CAST(now() AT TIME ZONE 'UTC' AS DATE),
        "a_time" TIME NOT NULL DEFAULT CAST(now() AT TIME ZONE 'UTC' AS TIME),
        CONSTRAINT "pk_defaults" PRIMARY KEY ("id")
    );
    -- MySQL
    CREATE TABLE IF NOT EXISTS `defaults` (
        `id` BIGINT NOT NULL AUTO_INCREMENT,
        `a_bool` BOOLEAN NOT NULL DEFAULT TRUE,
        `an_int` INT NOT NULL DEFAULT -5,
        `a_float` DOUBLE NOT NULL DEFAULT -1.5e300,
        `a_name` VARCHAR(64) NOT NULL DEFAULT 'it''s `\\"',
        `a_text` LONGTEXT NOT NULL DEFAULT ('long'),
        `some_json` JSON NOT NULL DEFAULT ('{}'),
        `a_sum` BIGINT NOT NULL DEFAULT (1 + 2),
        `an_instant` DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
        `a_date_time` DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
        `a_date` DATE NOT NULL DEFAULT (UTC_DATE()),
        `a_time` TIME(6) NOT NULL DEFAULT (UTC_TIME(6)),
        CONSTRAINT `pk_defaults` PRIMARY KEY (`id`)
    ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 /*M!100000 COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */;
    "#);
}

#[test]
fn defaults_that_no_column_takes_are_refused() {
    const WRONG: [TableDef; 4] = [
        table("a", const { &[with_default(column("id", SqlType::I64), DefaultDef::Now)] }),
        table(
            "a",
            const { &[with_default(column("id", SqlType::F64), DefaultDef::Float(f64::NAN))] },
        ),
        table("a", const { &[with_default(text("id", 5), DefaultDef::Text("\0"))] }),
        table("a", const { &[with_default(column("id", SqlType::Uuid), DefaultDef::Text(""))] }),
    ];
    for table in &WRONG {
        for dialect in Dialect::ALL {
            let ddl = create_table(dialect, table);
            assert_eq!(
                ddl.refusal().map(crate::error::Error::kind),
                Some(crate::error::ErrorKind::Config)
            );
            assert!(ddl.statements().is_empty());
        }
    }
}
