//! Whole numbers of any length, with just the arithmetic that decimal text takes.

use std::cmp::Ordering;

/// A whole number, least part first, without zeros at the end.
#[derive(Default)]
pub(super) struct Long(Vec<u32>);

impl Long {
    pub(super) fn from(number: u64) -> Self {
        let mut long = Self::default();
        long.multiply(0, u32::try_from(number >> 32).unwrap_or(0));
        long.shift(32);
        long.multiply(1, low(number));
        long
    }

    /// `self * factor + plus`.
    pub(super) fn multiply(&mut self, factor: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Multiplies by a power of `base`, which is at most 10.
    pub(super) fn scale(&mut self, base: u32, power: u32) {
        for _ in 0..power / 9 {
            self.multiply(base.pow(9), 0);
        }
        self.multiply(base.pow(power % 9), 0);
    }

    /// Divides, and gives the remainder.
    pub(super) fn divide(&mut self, by: u32) -> u32 {
        let mut rest = 0;
        for part in self.0.iter_mut().rev() {
            let whole = rest << 32 | u64::from(*part);
            *part = low(whole / u64::from(by));
            rest = whole % u64::from(by);
        }
        self.trim();
        low(rest)
    }

    /// Multiplies by a power of two.
    pub(super) fn shift(&mut self, power: u32) {
        self.multiply(1 << (power % 32), 0);
        if !self.0.is_empty() {
            let parts = usize::try_from(power / 32).unwrap_or(0);
            self.0.splice(..0, std::iter::repeat_n(0, parts));
        }
    }

    /// Takes away `other`, which is not larger.
    pub(super) fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (part, other) in self.0.iter_mut().zip(others) {
            let (first, under) = part.overflowing_sub(other);
            let (second, again) = first.overflowing_sub(u32::from(borrow));
            *part = second;
            borrow = under || again;
        }
        self.trim();
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Binary digits, without zeros in front.
    pub(super) fn bits(&self) -> u32 {
        let parts = u32::try_from(self.0.len()).unwrap_or(0);
        parts * u32::BITS - self.0.last().map_or(0, |last| last.leading_zeros())
    }

    pub(super) fn trailing_zeros(&self) -> u32 {
        let zeros = self.0.iter().take_while(|part| **part == 0).count();
        let within = self.0.get(zeros).map_or(0, |part| part.trailing_zeros());
        u32::try_from(zeros).unwrap_or(0) * u32::BITS + within
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

/// The lower half.
fn low(number: u64) -> u32 {
    u32::try_from(number & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
impl Long {
    pub(super) fn add(&mut self, other: &Self) {
        let mut carry = 0;
        self.0.resize(self.0.len().max(other.0.len()) + 1, 0);
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (part, other) in self.0.iter_mut().zip(others) {
            carry += u64::from(*part) + u64::from(other);
            *part = low(carry);
            carry >>= 32;
        }
        self.trim();
    }

    /// The decimal digits.
    pub(super) fn text(&self) -> String {
        let mut rest = Self(self.0.clone());
        let mut digits = Vec::new();
        while !rest.is_zero() {
            digits.push(char::from_digit(rest.divide(10), 10).unwrap());
        }
        if digits.is_empty() { "0".to_owned() } else { digits.into_iter().rev().collect() }
    }
}
