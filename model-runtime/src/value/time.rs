//! Times as text, in one form everywhere: ISO 8601 with six fraction digits, years 0001 to 9999.
//!
//! Where a database stores times as text (SQLite), order and equality of the texts must be order and
//! equality of the times. So what is written has one form, always of the same width; reading accepts
//! a little more, because defaults and other programs write rows as well.

use crate::error::{Error, ErrorKind, Result};

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;
/// Microseconds of a day.
pub(crate) const DAY: i64 = 86_400 * SECOND;
/// 0001-01-01 in days since 1970-01-01.
const FIRST_DAY: i32 = -719_162;
/// 9999-12-31 in days since 1970-01-01.
const LAST_DAY: i32 = 2_932_896;

/// Returns `YYYY-MM-DDTHH:MM:SS.ffffff`, with a `Z` if `utc`, of microseconds since 1970.
///
/// # Errors
///
/// `OutOfRange` outside the years 0001 to 9999.
pub(crate) fn format_date_time(micros: i64, utc: bool) -> Result<String> {
    let days = day_of(micros)?;
    let mut text = String::with_capacity("0000-00-00T00:00:00.000000Z".len());
    push_date(&mut text, days);
    text.push('T');
    push_time(&mut text, micros.rem_euclid(DAY));
    if utc {
        text.push('Z');
    }
    Ok(text)
}

/// Reads what [`format_date_time`] writes; also a blank for the `T`, fewer fraction digits, and a
/// `utc` text without its `Z`. A text of no particular zone must not have the `Z`.
pub(crate) fn parse_date_time(text: &str, utc: bool) -> Option<i64> {
    let mut rest = Rest(text.as_bytes());
    let days = rest.date()?;
    if !rest.skip(b'T') && !rest.skip(b' ') {
        return None;
    }
    let micros = rest.time()?;
    if utc {
        rest.skip(b'Z');
    }
    rest.end()?;
    i64::from(days).checked_mul(DAY)?.checked_add(micros)
}

/// Returns `YYYY-MM-DD` of days since 1970-01-01.
///
/// # Errors
///
/// `OutOfRange` outside the years 0001 to 9999.
pub(crate) fn format_date(days: i32) -> Result<String> {
    let mut text = String::with_capacity("0000-00-00".len());
    push_date(&mut text, checked_day(days)?);
    Ok(text)
}

/// Reads what [`format_date`] writes.
pub(crate) fn parse_date(text: &str) -> Option<i32> {
    let mut rest = Rest(text.as_bytes());
    let days = rest.date()?;
    rest.end()?;
    Some(days)
}

/// Returns `HH:MM:SS.ffffff` of microseconds since midnight.
///
/// What is no time of day gets hours that [`parse_time`] refuses, rather than another time.
pub(crate) fn format_time(micros: i64) -> String {
    let mut text = String::with_capacity("00:00:00.000000".len());
    push_time(&mut text, micros);
    text
}

/// Reads what [`format_time`] writes; also fewer fraction digits.
pub(crate) fn parse_time(text: &str) -> Option<i64> {
    let mut rest = Rest(text.as_bytes());
    let micros = rest.time()?;
    rest.end()?;
    Some(micros)
}

/// Returns a day in days since 1970-01-01; `None` if the calendar has no such day.
///
/// The calendar is the Gregorian one, also before it was introduced; year 0 is the year before 1.
pub(crate) fn days_from_civil(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1..=12).contains(&month) || !(1..=days_of_month(year, month)).contains(&day) {
        return None;
    }
    // A year that starts in March has its leap day at its end, and months of which five are always
    // 153 days. Eras are the 400 years after which the calendar repeats.
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i32::try_from(era * ERA + day_of_era - EPOCH).ok()
}

/// Returns year, month and day of days since 1970-01-01.
pub(crate) fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let days = i64::from(days) + EPOCH;
    let (era, day_of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    // Every `i32` of days lies within six million years: none of these is cut.
    (year as i32, month as u32, day as u32)
}

/// Days of 400 years.
const ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

fn days_of_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the day if it lies within the years 0001 to 9999.
///
/// # Errors
///
/// `OutOfRange` if not.
pub(crate) fn checked_day(days: i32) -> Result<i32> {
    if (FIRST_DAY..=LAST_DAY).contains(&days) { Ok(days) } else { Err(out_of_range()) }
}

/// Returns microseconds since 1970 if they lie within the years 0001 to 9999.
///
/// # Errors
///
/// `OutOfRange` if not.
#[cfg(any(feature = "chrono", test))]
pub(crate) fn checked_micros(micros: i64) -> Result<i64> {
    day_of(micros).map(|_| micros)
}

fn day_of(micros: i64) -> Result<i32> {
    checked_day(i32::try_from(micros.div_euclid(DAY)).map_err(|_| out_of_range())?)
}

fn out_of_range() -> Error {
    Error::new(
        ErrorKind::OutOfRange,
        "a date outside the years 0001 to 9999 can not be stored on every database",
    )
}

fn push_date(text: &mut String, days: i32) {
    let (year, month, day) = civil_from_days(days);
    push_number(text, i64::from(year), 4);
    text.push('-');
    push_number(text, i64::from(month), 2);
    text.push('-');
    push_number(text, i64::from(day), 2);
}

fn push_time(text: &mut String, micros: i64) {
    let seconds = micros.div_euclid(SECOND);
    push_number(text, seconds.div_euclid(3_600), 2);
    text.push(':');
    push_number(text, seconds.rem_euclid(3_600) / 60, 2);
    text.push(':');
    push_number(text, seconds.rem_euclid(60), 2);
    text.push('.');
    push_number(text, micros.rem_euclid(SECOND), 6);
}

fn push_number(text: &mut String, number: i64, width: u32) {
    if number < 0 {
        text.push('-');
    }
    let number = number.unsigned_abs();
    let digits = number.checked_ilog10().unwrap_or(0).saturating_add(1).max(width);
    for place in (0..digits).rev() {
        let digit = number / 10_u64.pow(place) % 10;
        text.push(char::from(b'0' + digit as u8));
    }
}

/// What is yet to be read of a text.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn skip(&mut self, byte: u8) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if *first == byte => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.skip(byte).then_some(())
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    fn digit(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        let digit = char::from(*first).to_digit(10)?;
        self.0 = rest;
        Some(digit)
    }

    fn number(&mut self, digits: u32) -> Option<u32> {
        let mut number = 0;
        for _ in 0..digits {
            number = number * 10 + self.digit()?;
        }
        Some(number)
    }

    fn date(&mut self) -> Option<i32> {
        let year = self.number(4)?;
        self.expect(b'-')?;
        let month = self.number(2)?;
        self.expect(b'-')?;
        let day = self.number(2)?;
        let days = days_from_civil(i32::try_from(year).ok()?, month, day)?;
        checked_day(days).ok()
    }

    fn time(&mut self) -> Option<i64> {
        let hour = self.number(2)?;
        self.expect(b':')?;
        let minute = self.number(2)?;
        self.expect(b':')?;
        let second = self.number(2)?;
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = i64::from(hour * 3_600 + minute * 60 + second);
        Some(seconds * SECOND + self.fraction()?)
    }

    /// Reads nothing, or a point and one to six digits, as microseconds.
    fn fraction(&mut self) -> Option<i64> {
        if !self.skip(b'.') {
            return Some(0);
        }
        let mut micros = self.digit()?;
        for _ in 1..6 {
            micros = micros * 10 + self.digit().unwrap_or(0);
        }
        Some(i64::from(micros))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_through_the_calendar_without_a_gap() {
        let (mut year, mut month, mut day) = (1, 1, 1);
        for days in FIRST_DAY..=LAST_DAY {
            assert_eq!(civil_from_days(days), (year, month, day));
            assert_eq!(days_from_civil(year, month, day), Some(days));
            day += 1;
            if day > days_of_month(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!((year, month, day), (10_000, 1, 1));
    }

    #[test]
    fn every_number_of_days_has_its_date() {
        for days in (i32::MIN..=i32::MAX).step_by(9_973).chain([i32::MIN, -1, 0, 1, i32::MAX]) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), Some(days));
        }
    }

    #[test]
    fn day_that_the_calendar_does_not_have_is_refused() {
        assert_eq!(days_from_civil(1970, 1, 1), Some(0));
        assert_eq!(days_from_civil(2000, 2, 29), Some(11_016));
        assert_eq!(days_from_civil(2024, 2, 29), Some(19_782));
        for (year, month, day) in [
            (1900, 2, 29),
            (2023, 2, 29),
            (2023, 4, 31),
            (2023, 1, 0),
            (2023, 1, 32),
            (2023, 0, 1),
            (2023, 13, 1),
            (2023, u32::MAX, u32::MAX),
            (i32::MAX, 1, 1),
            (i32::MIN, 1, 1),
        ] {
            assert_eq!(days_from_civil(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn date_time_is_written_in_one_form() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00.000000"),
            (-1, "1969-12-31T23:59:59.999999"),
            (1, "1970-01-01T00:00:00.000001"),
            (1_709_210_096_789_012, "2024-02-29T12:34:56.789012"),
            (i64::from(FIRST_DAY) * DAY, "0001-01-01T00:00:00.000000"),
            (i64::from(LAST_DAY) * DAY + DAY - 1, "9999-12-31T23:59:59.999999"),
        ] {
            assert_eq!(format_date_time(micros, false).unwrap(), text);
            assert_eq!(format_date_time(micros, true).unwrap(), format!("{text}Z"));
            assert_eq!(parse_date_time(text, false), Some(micros));
            assert_eq!(parse_date_time(&format!("{text}Z"), true), Some(micros));
        }
    }

    #[test]
    fn year_outside_four_digits_is_refused() {
        let first = i64::from(FIRST_DAY) * DAY;
        let last = i64::from(LAST_DAY) * DAY + DAY - 1;
        for micros in [first - 1, last + 1, i64::MIN, i64::MAX] {
            let error = format_date_time(micros, true).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OutOfRange);
            assert!(checked_micros(micros).is_err());
        }
        assert!(checked_micros(first).is_ok() && checked_micros(last).is_ok());
        for days in [FIRST_DAY - 1, LAST_DAY + 1, i32::MIN, i32::MAX] {
            assert_eq!(format_date(days).unwrap_err().kind(), ErrorKind::OutOfRange);
        }
    }

    #[test]
    fn date_time_of_another_program_is_read() {
        let noon = 1_709_208_000_000_000;
        for text in ["2024-02-29T12:00:00", "2024-02-29 12:00:00", "2024-02-29 12:00:00.000"] {
            assert_eq!(parse_date_time(text, true), Some(noon), "{text}");
            assert_eq!(parse_date_time(text, false), Some(noon), "{text}");
            assert_eq!(parse_date_time(&format!("{text}Z"), true), Some(noon), "{text}");
            assert_eq!(parse_date_time(&format!("{text}Z"), false), None, "{text}");
        }
        for (fraction, micros) in [(".1", 100_000), (".000001", 1), (".12", 120_000)] {
            let text = format!("2024-02-29T12:00:00{fraction}");
            assert_eq!(parse_date_time(&text, true), Some(noon + micros), "{text}");
        }
    }

    #[test]
    fn text_that_is_no_date_time_is_refused() {
        for text in [
            "",
            "Z",
            "2024-02-29",
            "2024-02-29T",
            "2024-02-29t12:00:00",
            "2024-02-29T12:00",
            "2024-02-29T24:00:00",
            "2024-02-29T12:60:00",
            "2024-02-29T12:00:60",
            "2024-02-29T12:00:00.",
            "2024-02-29T12:00:00.Z",
            "2024-02-29T12:00:00.0000001",
            "2024-02-29T12:00:00+00:00",
            "2024-02-29T12:00:00ZZ",
            "2024-02-29  12:00:00",
            " 2024-02-29 12:00:00",
            "2024-02-29 12:00:00 ",
            "2024-2-29T12:00:00",
            "2023-02-29T12:00:00",
            "0000-01-01T00:00:00",
            "-001-01-01T00:00:00",
            "+001-01-01T00:00:00",
            "10000-01-01T00:00:00",
            "2024-02-29T12:00:00\0",
            "２024-02-29T12:00:00",
            "infinity",
        ] {
            assert_eq!(parse_date_time(text, true), None, "{text}");
            assert_eq!(parse_date_time(text, false), None, "{text}");
        }
    }

    #[test]
    fn date_and_time_round_trip() {
        for days in (FIRST_DAY..=LAST_DAY).step_by(97).chain([FIRST_DAY, -1, 0, 1, LAST_DAY]) {
            let text = format_date(days).unwrap();
            assert_eq!(text.len(), 10);
            assert_eq!(parse_date(&text), Some(days));
        }
        for micros in (0..DAY).step_by(99_999_989).chain([0, 1, DAY - 1]) {
            let text = format_time(micros);
            assert_eq!(text.len(), 15);
            assert_eq!(parse_time(&text), Some(micros));
        }
        assert_eq!(format_time(DAY - 1), "23:59:59.999999");
        assert_eq!(parse_time("07:05:09"), Some((7 * 3_600 + 5 * 60 + 9) * SECOND));
        assert_eq!(parse_date("2024-02-29 "), None);
        assert_eq!(parse_date("9999-99-99"), None);
    }

    #[test]
    fn text_of_times_sorts_as_the_times_do() {
        let step = 7_777_777_777_777_777;
        let first = i64::from(FIRST_DAY) * DAY;
        let texts: Vec<String> =
            (0..40).map(|n| format_date_time(first + n * step, true).unwrap()).collect();
        assert!(texts.is_sorted(), "{texts:?}");
    }

    #[test]
    fn what_is_no_time_of_day_is_not_taken_for_one() {
        for micros in [-1, DAY, i64::MIN, i64::MAX] {
            assert_eq!(parse_time(&format_time(micros)), None);
        }
    }
}
