//! Random cases that can be repeated: `SEED=… TEST_SCALE=… scripts/test suite`.

use std::env;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns by how much to multiply the number of cases: `TEST_SCALE`, else 1.
///
/// # Panics
///
/// If `TEST_SCALE` is not a number above 0.
#[must_use]
pub fn scale() -> usize {
    let Ok(text) = env::var("TEST_SCALE") else { return 1 };
    match text.parse() {
        Ok(scale) if scale > 0 => scale,
        _ => panic!("TEST_SCALE must be a number above 0"),
    }
}

/// Returns the seed of this process, `SEED` if that is set, and prints it once.
///
/// # Panics
///
/// If `SEED` is not a number of 64 bits.
#[must_use]
pub fn seed() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    *SEED.get_or_init(|| {
        let seed = match env::var("SEED") {
            Ok(text) => text.parse().expect("SEED must be a number of 64 bits"),
            Err(_) => from_clock(),
        };
        eprintln!("SEED={seed}");
        seed
    })
}

fn from_clock() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::from(now.subsec_nanos()) << 20 ^ now.as_secs()
}

/// A small generator of random numbers, xorshift64*: equal seeds give equal numbers on all machines.
///
/// Good for test cases, for nothing else.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// Starts at a seed; every seed will do.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        // One step of splitmix64, so that neighbouring seeds start far apart; xorshift stays at 0.
        let mut state = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self((state ^ (state >> 31)).max(1))
    }

    /// Starts at the [`seed`] of this process.
    #[must_use]
    pub fn seeded() -> Self {
        Self::new(seed())
    }

    /// Returns the next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Returns a number from 0 up to but without `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.bits()) * end as u128;
        (wide >> 64) as usize
    }

    /// Returns a number from `first` to `last`, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        let count = (i128::from(last) - i128::from(first) + 1).max(1) as u128;
        let offset = (u128::from(self.bits()) * count) >> 64;
        first.wrapping_add(offset as i64)
    }

    /// Returns true once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Returns one of some values.
    ///
    /// # Panics
    ///
    /// If there are none.
    pub fn pick<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }

    /// Puts values in a random order.
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for end in (1..values.len()).rev() {
            values.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_give_equal_numbers() {
        let draw = |seed| {
            let mut rng = Rng::new(seed);
            [rng.bits(), rng.bits(), rng.bits()]
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert_ne!(draw(0), [0, 0, 0]);
    }

    #[test]
    fn numbers_stay_in_their_bounds_and_reach_them() {
        let mut rng = Rng::new(1);
        let mut seen = [false; 5];
        for _ in 0..500 {
            seen[rng.below(5)] = true;
            assert!((-2..=2).contains(&rng.between(-2, 2)));
            rng.between(i64::MIN, i64::MAX);
        }
        assert_eq!(seen, [true; 5]);
        assert_eq!((rng.below(0), rng.below(1), rng.between(3, 3)), (0, 0, 3));
        let mut values: Vec<u32> = (0..20).collect();
        rng.shuffle(&mut values);
        assert!(!values.is_sorted());
        values.sort_unstable();
        assert!(values.into_iter().eq(0..20));
    }
}
