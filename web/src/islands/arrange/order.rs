//! Where things go: the decisions behind arranging, without a page.

/// `items` with the one at `from` taken out and put in at `to`.
pub(super) fn moved<T: Clone>(items: &[T], from: usize, to: usize) -> Vec<T> {
    let mut items = items.to_vec();
    if from < items.len() && to < items.len() {
        let item = items.remove(from);
        items.insert(to, item);
    }
    items
}

/// One step towards either end; `None` at that end.
pub(super) fn step(from: usize, length: usize, up: bool) -> Option<usize> {
    if up { from.checked_sub(1) } else { (from + 1 < length).then_some(from + 1) }
}

/// The gap over which a pointer is: as many gaps down as there are items whose middle it passed.
///
/// * `y`: the pointer's height.
/// * `items`: top and bottom of each item, in order.
/// * Returns 0 for the gap before the first item, up to `items.len()` for the one after the last.
pub(super) fn gap_at(y: f64, items: &[(f64, f64)]) -> usize {
    items.iter().filter(|(top, bottom)| y > f64::midpoint(*top, *bottom)).count()
}

/// Where an item from `from` ends up when it is dropped into a gap.
pub(super) fn place_of_gap(from: usize, gap: usize) -> usize {
    if gap > from { gap - 1 } else { gap }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_moves_and_the_others_keep_their_order() {
        assert_eq!(moved(&['a', 'b', 'c', 'd'], 0, 2), ['b', 'c', 'a', 'd']);
        assert_eq!(moved(&['a', 'b', 'c', 'd'], 3, 0), ['d', 'a', 'b', 'c']);
        assert_eq!(moved(&['a', 'b'], 5, 0), ['a', 'b']);
    }

    #[test]
    fn a_step_stops_at_either_end() {
        assert_eq!(step(0, 3, true), None);
        assert_eq!(step(1, 3, true), Some(0));
        assert_eq!(step(1, 3, false), Some(2));
        assert_eq!(step(2, 3, false), None);
    }

    #[test]
    fn a_pointer_is_over_the_gap_after_the_middles_it_passed() {
        let items = [(0.0, 10.0), (10.0, 20.0), (20.0, 30.0)];
        assert_eq!(gap_at(-5.0, &items), 0);
        assert_eq!(gap_at(4.0, &items), 0);
        assert_eq!(gap_at(6.0, &items), 1);
        assert_eq!(gap_at(99.0, &items), 3);
    }

    #[test]
    fn dropping_beside_itself_leaves_an_item_where_it_was() {
        assert_eq!(place_of_gap(1, 1), 1);
        assert_eq!(place_of_gap(1, 2), 1);
        assert_eq!(place_of_gap(1, 3), 2);
        assert_eq!(place_of_gap(2, 0), 0);
    }
}
