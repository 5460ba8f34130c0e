//! Where things go: the decisions behind dragging and stepping, without a page.

/// The gap over which a pointer is: as many gaps down as there are items whose middle it passed.
///
/// * `y`: the pointer's height.
/// * `items`: top and bottom of each item, in order.
/// * Returns 0 for the gap before the first item, up to `items.len()` for the one after the last.
pub(super) fn gap_at(y: f64, items: &[(f64, f64)]) -> usize {
    items.iter().filter(|(top, bottom)| y > f64::midpoint(*top, *bottom)).count()
}

/// The list that a pointer is over, or the nearest one.
///
/// * `lists`: top and bottom of each.
pub(super) fn list_at(y: f64, lists: &[(f64, f64)]) -> Option<usize> {
    let away = |(top, bottom): (f64, f64)| (top - y).max(y - bottom).max(0.0);
    let nearest = lists.iter().copied().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1)));
    nearest.map(|(place, _)| place)
}

/// One step towards either end, over the borders of lists: which list, and which place in it counted
/// without the item. `None` at the ends.
///
/// * `from`: the item's list and its place there.
/// * `lengths`: how many items each list has.
pub(super) fn step(from: (usize, usize), lengths: &[usize], up: bool) -> Option<(usize, usize)> {
    let (list, place) = from;
    let length = *lengths.get(list)?;
    if up {
        match place.checked_sub(1) {
            Some(place) => Some((list, place)),
            None => list.checked_sub(1).map(|list| (list, lengths[list])),
        }
    } else if place + 1 < length {
        Some((list, place + 1))
    } else {
        (list + 1 < lengths.len()).then_some((list + 1, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_over_the_gap_after_the_middles_it_passed() {
        let items = [(0.0, 10.0), (10.0, 20.0), (20.0, 30.0)];
        assert_eq!(gap_at(-5.0, &items), 0);
        assert_eq!(gap_at(4.0, &items), 0);
        assert_eq!(gap_at(6.0, &items), 1);
        assert_eq!(gap_at(99.0, &items), 3);
    }

    #[test]
    fn a_pointer_between_lists_is_over_the_nearest() {
        let lists = [(0.0, 10.0), (50.0, 60.0)];
        assert_eq!(list_at(5.0, &lists), Some(0));
        assert_eq!(list_at(20.0, &lists), Some(0));
        assert_eq!(list_at(45.0, &lists), Some(1));
        assert_eq!(list_at(99.0, &lists), Some(1));
        assert_eq!(list_at(1.0, &[]), None);
    }

    #[test]
    fn a_step_goes_over_borders_and_stops_at_the_ends() {
        let lengths = [2, 0, 1];
        assert_eq!(step((0, 0), &lengths, true), None);
        assert_eq!(step((0, 1), &lengths, true), Some((0, 0)));
        assert_eq!(step((0, 0), &lengths, false), Some((0, 1)));
        assert_eq!(step((0, 1), &lengths, false), Some((1, 0)));
        assert_eq!(step((2, 0), &lengths, true), Some((1, 0)));
        assert_eq!(step((2, 0), &lengths, false), None);
    }
}
