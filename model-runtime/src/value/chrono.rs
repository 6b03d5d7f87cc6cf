//! The times of `chrono`.
//!
//! All databases here keep microseconds, so a finer time is cut to the microsecond before it. Three
//! things are refused because the databases disagree about them: years outside 0001 to 9999, the leap
//! second (PostgreSQL would store it as the next one), and on reading whatever could not have been
//! written, such as PostgreSQL's `infinity`.

use ::chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, ColumnType, Source, SqlType, time};

/// 1970-01-01 as `chrono` counts days, from 0001-01-01 as 1.
const EPOCH: i32 = 719_163;

/// Nanoseconds of a second; `chrono` writes a leap second as so many or more.
const SECOND: u32 = 1_000_000_000;

#[diagnostic::do_not_recommend]
impl ColumnType for DateTime<Utc> {
    const SQL_TYPE: SqlType = SqlType::DateTimeUtc;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        refuse_leap_second(self.nanosecond())?;
        binder.date_time(time::checked_micros(self.timestamp_micros())?, Self::SQL_TYPE)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        let Some(micros) = source.date_time(at, Self::SQL_TYPE)? else { return Ok(None) };
        found(date_time(micros), at)
    }

    fn normalize(&mut self) {
        *self = cut(*self);
    }
}

#[diagnostic::do_not_recommend]
impl ColumnType for NaiveDateTime {
    const SQL_TYPE: SqlType = SqlType::DateTime;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        refuse_leap_second(self.nanosecond())?;
        let micros = self.and_utc().timestamp_micros();
        binder.date_time(time::checked_micros(micros)?, Self::SQL_TYPE)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        let Some(micros) = source.date_time(at, Self::SQL_TYPE)? else { return Ok(None) };
        found(date_time(micros).map(|value| value.naive_utc()), at)
    }

    fn normalize(&mut self) {
        *self = cut(*self);
    }
}

#[diagnostic::do_not_recommend]
impl ColumnType for NaiveDate {
    const SQL_TYPE: SqlType = SqlType::Date;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        binder.date(time::checked_day(self.num_days_from_ce().saturating_sub(EPOCH))?)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        let Some(days) = source.date(at)? else { return Ok(None) };
        let stored = time::checked_day(days).ok();
        found(stored.and_then(|days| Self::from_num_days_from_ce_opt(days + EPOCH)), at)
    }
}

#[diagnostic::do_not_recommend]
impl ColumnType for NaiveTime {
    const SQL_TYPE: SqlType = SqlType::Time;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        refuse_leap_second(self.nanosecond())?;
        let seconds = i64::from(self.num_seconds_from_midnight());
        binder.time(seconds * 1_000_000 + i64::from(self.nanosecond() / 1_000))
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        let Some(micros) = source.time(at)? else { return Ok(None) };
        found(time_of_day(micros), at)
    }

    fn normalize(&mut self) {
        *self = cut(*self);
    }
}

fn date_time(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(time::checked_micros(micros).ok()?)
}

fn time_of_day(micros: i64) -> Option<NaiveTime> {
    let seconds = u32::try_from(micros.div_euclid(1_000_000)).ok()?;
    let nanos = u32::try_from(micros.rem_euclid(1_000_000)).ok()?.checked_mul(1_000)?;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)
}

/// Drops what is finer than a microsecond, towards the past; a leap second stays one.
fn cut<T: Timelike + Copy>(value: T) -> T {
    let nanos = value.nanosecond();
    value.with_nanosecond(nanos - nanos % 1_000).unwrap_or(value)
}

fn refuse_leap_second(nanos: u32) -> Result<()> {
    if nanos < SECOND {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidValue, "a leap second can not be stored on every database"))
}

fn found<T>(value: Option<T>, at: usize) -> Result<Option<T>> {
    match value {
        Some(value) => Ok(Some(value)),
        None => Err(Error::new(
            ErrorKind::Decode,
            "the stored time is not one of the years 0001 to 9999 or of a day",
        )
        .at(at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::fake::{Stored, round_trip};
    use crate::value::{ColumnValue, Value};

    fn naive(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn kind<T: ColumnValue>(value: T) -> ErrorKind {
        Value::of(&value).unwrap_err().kind()
    }

    fn read<T: ColumnValue>(value: Value) -> ErrorKind {
        T::read(&Stored(value), 3).err().unwrap().kind()
    }

    #[test]
    fn time_round_trips_to_the_microsecond() {
        for text in [
            "0001-01-01T00:00:00",
            "1969-12-31T23:59:59.999999",
            "1970-01-01T00:00:00",
            "2024-02-29T12:34:56.789012",
            "9999-12-31T23:59:59.999999",
        ] {
            let value = naive(text);
            assert_eq!(round_trip(&value).unwrap(), value);
            assert_eq!(round_trip(&value.and_utc()).unwrap(), value.and_utc());
            assert_eq!(round_trip(&value.date()).unwrap(), value.date());
            assert_eq!(round_trip(&value.time()).unwrap(), value.time());
            assert_eq!(round_trip(&Some(value.and_utc())).unwrap(), Some(value.and_utc()));
        }
        assert_eq!(round_trip(&None::<NaiveDate>).unwrap(), None);
    }

    #[test]
    fn what_is_normalized_equals_what_is_stored() {
        for text in ["1969-12-31T23:59:59.999999999", "2024-02-29T12:34:56.789012345"] {
            let value = naive(text);
            assert_ne!(ColumnValue::normalized(value), value);
            assert_eq!(round_trip(&value).unwrap(), ColumnValue::normalized(value));
            let utc = value.and_utc();
            assert_eq!(round_trip(&utc).unwrap(), ColumnValue::normalized(utc));
            assert_eq!(round_trip(&Some(utc)).unwrap(), ColumnValue::normalized(Some(utc)));
            let time = value.time();
            assert_eq!(round_trip(&time).unwrap(), ColumnValue::normalized(time));
        }
        let past = ColumnValue::normalized(naive("1969-12-31T23:59:59.999999999"));
        assert_eq!(past, naive("1969-12-31T23:59:59.999999"));
    }

    #[test]
    fn leap_second_is_refused() {
        let leap = naive("2016-12-31T23:59:60.5");
        assert_eq!(kind(leap), ErrorKind::InvalidValue);
        assert_eq!(kind(leap.and_utc()), ErrorKind::InvalidValue);
        assert_eq!(kind(leap.time()), ErrorKind::InvalidValue);
        assert_eq!(kind(ColumnValue::normalized(leap)), ErrorKind::InvalidValue);
    }

    #[test]
    fn year_that_a_database_lacks_is_refused() {
        for value in [
            naive("0000-12-31T23:59:59.999999"),
            naive("+10000-01-01T00:00:00"),
            NaiveDateTime::MIN,
            NaiveDateTime::MAX,
        ] {
            assert_eq!(kind(value), ErrorKind::OutOfRange);
            assert_eq!(kind(value.and_utc()), ErrorKind::OutOfRange);
            assert_eq!(kind(value.date()), ErrorKind::OutOfRange);
        }
        assert_eq!(kind(DateTime::<Utc>::MIN_UTC), ErrorKind::OutOfRange);
        assert_eq!(kind(DateTime::<Utc>::MAX_UTC), ErrorKind::OutOfRange);
    }

    #[test]
    fn stored_time_that_could_not_have_been_written_is_refused() {
        for micros in [i64::MIN, i64::MAX] {
            let utc = Value::DateTime(micros, SqlType::DateTimeUtc);
            assert_eq!(read::<DateTime<Utc>>(utc), ErrorKind::Decode);
            let local = Value::DateTime(micros, SqlType::DateTime);
            assert_eq!(read::<NaiveDateTime>(local), ErrorKind::Decode);
        }
        for days in [i32::MIN, i32::MAX] {
            assert_eq!(read::<NaiveDate>(Value::Date(days)), ErrorKind::Decode);
        }
        for micros in [i64::MIN, -1, time::DAY, i64::MAX] {
            assert_eq!(read::<NaiveTime>(Value::Time(micros)), ErrorKind::Decode);
        }
        assert_eq!(read::<NaiveDate>(Value::Null(SqlType::Date)), ErrorKind::Decode);
    }
}
