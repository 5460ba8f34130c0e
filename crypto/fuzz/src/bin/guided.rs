//! One target under libFuzzer: `LAUREL_FUZZ_TARGET=json guided CORPUS…`.
//!
//! It learns which inputs are new from counters that the compiler adds, which takes flags and no
//! nightly compiler; `cargo xtask soak` builds and runs it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some(target) = fuzz::chosen() {
        (target.run)(data);
    }
});
