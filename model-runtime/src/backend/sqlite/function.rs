//! The functions that take the rows of a statement where SQLite reads them: an aggregate for those of a
//! query, a plain one for those that an INSERT returns.
//!
//! The only module with `unsafe` code: SQLite calls it back through C. What it relies on:
//!
//! - The application data is a [`Slot`] of which SQLite owns one count for each function from `register` on,
//!   until it calls [`release`]: when the connection closes, or at once if it does not take the function.
//! - Values are looked at only within the call that brings them. SQLite may store another form of a value in
//!   its place when it is asked for it in another storage class than its own, so each is asked for in its own.
//! - No panic reaches C: a slot catches those of what gathers, and nothing else here can panic.

#![expect(unsafe_code, reason = "SQLite calls functions through C")]

use std::ffi::{CStr, CString, c_int, c_void};
use std::slice;
use std::sync::Arc;

use libsqlite3_sys as ffi;
use sqlx::sqlite::LockedSqliteHandle;

use crate::backend::slot::Slot;
use crate::backend::sqlite::cell::{Cell, Cells};
use crate::dialect::{GATHER, TAKE};

type Step = unsafe extern "C" fn(*mut ffi::sqlite3_context, c_int, *mut *mut ffi::sqlite3_value);
type Finish = unsafe extern "C" fn(*mut ffi::sqlite3_context);

/// Registers the functions on a connection. Answers how many arguments they take at most; none if SQLite
/// refused one, so that all rows are sent over one by one.
pub(super) fn register(handle: &mut LockedSqliteHandle<'_>, slot: &Arc<Slot>) -> usize {
    let aggregate = define(handle, GATHER, slot, None, Some(step), Some(finish));
    if !aggregate || !define(handle, TAKE, slot, Some(step), None, None) {
        return 0;
    }
    let connection = handle.as_raw_handle().as_ptr();
    // SAFETY: the connection is open and locked; a limit below 0 is not set but told.
    let most = unsafe { ffi::sqlite3_limit(connection, ffi::SQLITE_LIMIT_FUNCTION_ARG, -1) };
    usize::try_from(most).unwrap_or(0)
}

/// Defines a function of any number of arguments; tells whether SQLite took it.
fn define(
    handle: &mut LockedSqliteHandle<'_>,
    name: &str,
    slot: &Arc<Slot>,
    call: Option<Step>,
    step: Option<Step>,
    finish: Option<Finish>,
) -> bool {
    let Ok(name) = CString::new(name) else { return false };
    // Not in views or triggers: a file from elsewhere may have such.
    let flags = ffi::SQLITE_UTF8 | ffi::SQLITE_DIRECTONLY;
    // SAFETY: the connection is open and locked, the name ends with NUL, and the functions are given the
    // application data that they expect, whose count passes to SQLite whatever it answers.
    let answer = unsafe {
        ffi::sqlite3_create_function_v2(
            handle.as_raw_handle().as_ptr(),
            name.as_ptr(),
            -1,
            flags,
            Arc::into_raw(Arc::clone(slot)).cast_mut().cast(),
            call,
            step,
            finish,
            Some(release),
        )
    };
    answer == ffi::SQLITE_OK
}

unsafe extern "C" fn step(
    context: *mut ffi::sqlite3_context,
    count: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite calls with a context of this function and an array of so many values, which live
    // until this returns.
    let (slot, row) = unsafe { (slot(context), Arguments::new(count, values)) };
    if !slot.hand(&row) {
        // SAFETY: as above.
        unsafe { refuse(context) };
    }
}

/// Ends a statement; where it had no rows, nothing else has looked whether anybody waits for them.
unsafe extern "C" fn finish(context: *mut ffi::sqlite3_context) {
    // SAFETY: SQLite calls with a context of this function.
    unsafe {
        if !slot(context).is_lent() {
            refuse(context);
        }
    }
}

unsafe extern "C" fn release(data: *mut c_void) {
    // SAFETY: `register` gave this count to SQLite, which calls this once and uses it no more.
    drop(unsafe { Arc::from_raw(data.cast_const().cast::<Slot>()) });
}

/// # Safety
///
/// The context is one of this function, and lives as long as what is returned is used.
unsafe fn slot<'c>(context: *mut ffi::sqlite3_context) -> &'c Slot {
    // SAFETY: the application data of this function is a slot that lives as long as the function.
    unsafe { &*ffi::sqlite3_user_data(context).cast_const().cast::<Slot>() }
}

/// Makes the statement fail: somebody called the function by its name, or nobody waits any more.
///
/// # Safety
///
/// The context is one of this function.
unsafe fn refuse(context: *mut ffi::sqlite3_context) {
    const MESSAGE: &CStr = c"this function is for the library's own statements";
    // SAFETY: the message ends with NUL, which the length below 0 says; SQLite copies it.
    unsafe { ffi::sqlite3_result_error(context, MESSAGE.as_ptr(), -1) };
}

/// The arguments of a call.
struct Arguments<'r>(&'r [*mut ffi::sqlite3_value]);

impl Arguments<'_> {
    /// # Safety
    ///
    /// `values` points at so many values, and they live as long as this.
    unsafe fn new(count: c_int, values: *mut *mut ffi::sqlite3_value) -> Self {
        match usize::try_from(count) {
            // SAFETY: the caller promises it.
            Ok(count) if count > 0 => Self(unsafe { slice::from_raw_parts(values, count) }),
            _ => Self(&[]),
        }
    }
}

impl Cells for Arguments<'_> {
    #[inline]
    fn cell(&self, at: usize) -> Option<Cell<'_>> {
        let value = *self.0.get(at)?;
        // SAFETY: the value lives as long as this, and is asked for in its own class.
        Some(unsafe {
            match ffi::sqlite3_value_type(value) {
                ffi::SQLITE_INTEGER => Cell::Integer(ffi::sqlite3_value_int64(value)),
                ffi::SQLITE_FLOAT => Cell::Real(ffi::sqlite3_value_double(value)),
                ffi::SQLITE_TEXT => Cell::Text(bytes(value)),
                ffi::SQLITE_BLOB => Cell::Blob(bytes(value)),
                _ => Cell::Null,
            }
        })
    }
}

/// Returns the bytes of a text or a blob.
///
/// # Safety
///
/// The value is one of these, and lives as long as what is returned is used.
unsafe fn bytes<'r>(value: *mut ffi::sqlite3_value) -> &'r [u8] {
    // The number first: with it a text becomes UTF-8 if it is not. As a blob a text needs no NUL at its end,
    // so that SQLite does not have to copy it.
    // SAFETY: the caller promises a value. Where it is empty the pointer may be null; where memory is short as
    // well, and then the statement fails.
    unsafe {
        let count = usize::try_from(ffi::sqlite3_value_bytes(value)).unwrap_or(0);
        let start = ffi::sqlite3_value_blob(value).cast::<u8>();
        if start.is_null() { &[] } else { slice::from_raw_parts(start, count) }
    }
}
