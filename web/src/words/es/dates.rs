//! Days and moments in words.

use crate::words::moment::Moment;

pub fn day(instant: &str) -> String {
    Moment::read(instant).map_or_else(|| instant.to_owned(), |at| on(&at))
}

pub fn minute(instant: &str) -> String {
    Moment::read(instant)
        .map_or_else(|| instant.to_owned(), |at| format!("{}, {:02}:{:02} UTC", on(&at), at.hour, at.minute))
}

fn on(at: &Moment) -> String {
    format!("{} de {} de {}", at.day, month(at.month), at.year)
}

pub fn month(number: u8) -> &'static str {
    usize::from(number).checked_sub(1).and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
}

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_minutes_are_told_in_utc() {
        assert_eq!(day("2026-05-03T23:30:00-05:00"), "4 de mayo de 2026");
        assert_eq!(minute("2026-12-31T09:05:00Z"), "31 de diciembre de 2026, 09:05 UTC");
        assert_eq!(day("la primavera pasada"), "la primavera pasada");
    }
}
