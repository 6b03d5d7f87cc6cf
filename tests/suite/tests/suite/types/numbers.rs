//! Truth values and numbers.

use super::{cells, order_of_cells};

cells!(bools: bool, Ord::cmp, vec![false, true], ordered);
cells!(i8s: i8, Ord::cmp, vec![i8::MIN, -1, 0, 1, i8::MAX], ordered);
cells!(i16s: i16, Ord::cmp, vec![i16::MIN, -129, -1, 0, 1, 128, i16::MAX], ordered);
cells!(i32s: i32, Ord::cmp, vec![i32::MIN, -32_769, -1, 0, 1, 32_768, i32::MAX], ordered);
cells!(i64s: i64, Ord::cmp, vec![i64::MIN, -(1 << 53) - 1, -1, 0, 1, (1 << 53) + 1, i64::MAX], ordered);
cells!(u8s: u8, Ord::cmp, vec![0, 1, 127, 128, u8::MAX], ordered);
cells!(u16s: u16, Ord::cmp, vec![0, 1, 32_767, 32_768, u16::MAX], ordered);
cells!(u32s: u32, Ord::cmp, vec![0, 1, 2_147_483_647, 2_147_483_648, u32::MAX], ordered);
cells!(u64s: u64, Ord::cmp, vec![0, 1, 4_294_967_296, (1 << 53) + 1, i64::MAX as u64], ordered);

fn numbers<T: PartialOrd>(left: &T, right: &T) -> std::cmp::Ordering {
    left.partial_cmp(right).unwrap()
}

cells!(f32s: f32, numbers, vec![
    f32::MIN,
    -1.5,
    -f32::MIN_POSITIVE,
    -f32::from_bits(1),
    -0.0,
    0.0,
    f32::from_bits(1),
    f32::from_bits(0x007f_ffff),
    f32::MIN_POSITIVE,
    0.1,
    1.0,
    1.0 + f32::EPSILON,
    16_777_215.0,
    16_777_217.0,
    f32::MAX,
], ordered);

cells!(f64s: f64, numbers, vec![
    f64::MIN,
    -1.5,
    -f64::MIN_POSITIVE,
    -f64::from_bits(1),
    -0.0,
    0.0,
    f64::from_bits(1),
    f64::from_bits(0x000f_ffff_ffff_ffff),
    f64::MIN_POSITIVE,
    0.1,
    0.1 + 0.2,
    1.0,
    1.0 + f64::EPSILON,
    9_007_199_254_740_991.0,
    9_007_199_254_740_994.0,
    1e300,
    f64::MAX,
], ordered);
