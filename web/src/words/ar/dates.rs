//! Days and moments in words.

use crate::words::moment::Moment;

pub fn day(instant: &str) -> String {
    Moment::read(instant).map_or_else(|| instant.to_owned(), |at| on(&at))
}

pub fn minute(instant: &str) -> String {
    Moment::read(instant)
        .map_or_else(|| instant.to_owned(), |at| format!("{}، {:02}:{:02} UTC", on(&at), at.hour, at.minute))
}

fn on(at: &Moment) -> String {
    format!("{} {} {}", at.day, month(at.month), at.year)
}

pub fn month(number: u8) -> &'static str {
    usize::from(number).checked_sub(1).and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
}

const MONTHS: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
