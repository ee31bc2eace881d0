//! Maps and sets that are in order, and sorting. As the standard library's, but made for engines that are sent to browsers:
//! what depends on the type of the items is a few instructions, all else is compiled once, in [`Order`]. (The standard
//! library's were a seventh of the engine.) Knows nothing else.

use std::borrow::Borrow;
use std::cmp::Ordering;

/// The numbers of items, in the order of the items. To insert is a search by halves and a move of half a block on average;
/// only every 256th insertion also moves the list of blocks, a 2,000th of what is there. So a hundred thousand items are as
/// dear for each as a thousand are, and the few millions that an input can hold twice that.
#[derive(Clone, Debug, Default)]
struct Order {
    /// None is empty.
    blocks: Vec<Vec<u32>>,
}

/// Where in an [`Order`] something belongs that is not there.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    index: usize,
}

/// Numbers in a block.
const MOST: usize = 512;

impl Order {
    /// The item that equals what is looked for, or the place for it. `compare` compares an item with that.
    fn find(&self, compare: &mut dyn FnMut(usize) -> Ordering) -> Result<usize, Place> {
        let begins_after = |block: &Vec<u32>, compare: &mut dyn FnMut(usize) -> Ordering| {
            block
                .first()
                .is_some_and(|first| compare(*first as usize) == Ordering::Greater)
        };
        let block = match self.blocks.len() {
            0 | 1 => 0,
            _ => self
                .blocks
                .partition_point(|block| !begins_after(block, compare))
                .saturating_sub(1),
        };
        let numbers = self.blocks.get(block).map_or(&[][..], Vec::as_slice);
        match numbers.binary_search_by(|number| compare(*number as usize)) {
            Ok(index) => Ok(numbers[index] as usize),
            Err(index) => Err(Place { block, index }),
        }
    }

    fn insert(&mut self, place: Place, number: usize) {
        let Some(block) = self.blocks.get_mut(place.block) else {
            self.blocks.push(vec![number as u32]);
            return;
        };
        block.insert(place.index, number as u32);
        if block.len() > MOST {
            let rest = block.split_off(MOST / 2);
            self.blocks.insert(place.block + 1, rest);
        }
    }

    fn numbers(&self) -> Numbers<'_> {
        Numbers {
            blocks: self.blocks.iter(),
            numbers: [].iter(),
        }
    }

    /// Brings items into this order; `swap` swaps two of them.
    fn arrange(&self, swap: &mut dyn FnMut(usize, usize)) {
        let mut wanted: Vec<usize> = self.numbers().collect();
        for start in 0..wanted.len() {
            let mut at = start;
            while wanted[at] != start {
                let next = std::mem::replace(&mut wanted[at], at);
                swap(at, next);
                at = next;
            }
            wanted[at] = at;
        }
    }

    /// The order of as many items as `count`; equal ones stay as they are. `compare` compares two.
    fn of(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Self {
        let mut order = Self::default();
        for number in 0..count {
            let found = order.find(&mut |other| compare(other, number).then(Ordering::Less));
            if let Err(place) = found {
                order.insert(place, number);
            }
        }
        order
    }
}

struct Numbers<'a> {
    blocks: std::slice::Iter<'a, Vec<u32>>,
    numbers: std::slice::Iter<'a, u32>,
}

impl Iterator for Numbers<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.numbers.len() == 0 {
            self.numbers = self.blocks.next()?.iter();
        }
        self.numbers.next().map(|number| *number as usize)
    }
}

/// Sorts; equal items stay in their order.
pub(crate) fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let order = Order::of(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    order.arrange(&mut |a, b| items.swap(a, b));
}

/// Sorts by a key, which is computed once for each item.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    if items.len() < 2 {
        return;
    }
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = Order::of(items.len(), &mut |a, b| keys[a].cmp(&keys[b]));
    order.arrange(&mut |a, b| items.swap(a, b));
}

/// Values by key, in the order of the keys.
#[derive(Clone, Debug)]
pub(crate) struct Map<K, V> {
    /// As they came.
    items: Vec<(K, V)>,
    order: Order,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Map<K, V> {
    /// One that is empty.
    pub(crate) const fn new() -> Self {
        Self {
            items: Vec::new(),
            order: Order { blocks: Vec::new() },
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.order
            .numbers()
            .filter_map(|number| self.items.get(number))
            .map(|(key, value)| (key, value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// In no order.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.items.iter_mut().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Map<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, Place>
    where
        K: Borrow<Q>,
    {
        self.order
            .find(&mut |number| self.items[number].0.borrow().cmp(key))
    }

    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (_, value) = self.items.get(self.find(key).ok()?)?;
        Some(value)
    }

    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let number = self.find(key).ok()?;
        let (_, value) = self.items.get_mut(number)?;
        Some(value)
    }

    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Answers what was there before.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(number) => Some(std::mem::replace(&mut self.items[number].1, value)),
            Err(place) => {
                self.push(place, key, value);
                None
            }
        }
    }

    fn push(&mut self, place: Place, key: K, value: V) -> usize {
        let number = self.items.len();
        self.order.insert(place, number);
        self.items.push((key, value));
        number
    }

    pub(crate) fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }
}

/// The place of a key in a [`Map`], whether something is there or not.
pub(crate) struct Entry<'a, K, V> {
    map: &'a mut Map<K, V>,
    key: K,
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    pub(crate) fn or_insert_with(self, value: impl FnOnce() -> V) -> &'a mut V {
        let number = match self.map.find(&self.key) {
            Ok(number) => number,
            Err(place) => self.map.push(place, self.key, value()),
        };
        &mut self.map.items[number].1
    }

    pub(crate) fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    pub(crate) fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(mut self) -> Self::IntoIter {
        self.order.arrange(&mut |a, b| self.items.swap(a, b));
        self.items.into_iter()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(items: I) -> Self {
        let mut map = Self::new();
        for (key, value) in items {
            map.insert(key, value);
        }
        map
    }
}

/// Different items, in order.
#[derive(Clone, Debug)]
pub(crate) struct Set<T>(Map<T, ()>);

impl<T: PartialEq> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for Set<T> {}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Set<T> {
    pub(crate) const fn new() -> Self {
        Self(Map::new())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.keys()
    }

    pub(crate) fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    pub(crate) fn last(&self) -> Option<&T> {
        self.iter().last()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T: Ord> Set<T> {
    pub(crate) fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(item)
    }

    /// What is in both.
    pub(crate) fn intersection<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a T> {
        self.iter().filter(|item| other.contains(*item))
    }

    /// What is not in `other`.
    pub(crate) fn difference<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a T> {
        self.iter().filter(|item| !other.contains(*item))
    }

    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        self.intersection(other).next().is_none()
    }

    /// Whether it is new.
    pub(crate) fn insert(&mut self, item: T) -> bool {
        self.0.insert(item, ()).is_none()
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(T, ())>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(item, ())| item)
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::new();
        set.extend(items);
        set
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(items: [(K, V); N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Numbers below a limit, each time the same.
    fn numbers(count: usize, limit: u64) -> Vec<u64> {
        let mut state = 0x1234_5678_9abc_def1_u64;
        let next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % limit
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    #[test]
    fn a_map_holds_what_the_standard_library_s_holds() {
        let ascending: Vec<u64> = (0..5000).collect();
        let descending: Vec<u64> = (0..5000).rev().collect();
        for keys in [
            numbers(10, 5),
            numbers(5000, 1000),
            numbers(5000, 1 << 40),
            ascending,
            descending,
            Vec::new(),
        ] {
            let (mut map, mut expected) = (Map::new(), BTreeMap::new());
            for (index, key) in keys.iter().enumerate() {
                assert_eq!(map.get(key), expected.get(key));
                assert_eq!(map.insert(*key, index), expected.insert(*key, index));
                *map.entry(key / 2).or_default() += 1;
                *expected.entry(key / 2).or_default() += 1;
            }
            assert!(map.iter().eq(expected.iter()));
            assert_eq!(map.len(), expected.len());
            assert!(!map.contains_key(&u64::MAX));
            assert!(map.clone().into_iter().eq(expected.clone()));
            let collected: Map<u64, usize> = map.into_iter().collect();
            assert!(collected.into_iter().eq(expected));
        }
    }

    #[test]
    fn sorting_is_stable() {
        for limit in [1, 10, 1 << 40] {
            let mut items: Vec<(u64, usize)> = numbers(3000, limit).into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut by_key = items.clone();
            sort_by_key(&mut by_key, |item| item.0);
            sort_by(&mut items, |a, b| a.0.cmp(&b.0));
            assert_eq!((&items, &by_key), (&expected, &expected));
        }
    }

    #[test]
    fn a_set_has_each_item_once() {
        let mut set: Set<Vec<u8>> = ["b", "a", "b"]
            .map(|text| text.as_bytes().to_vec())
            .into_iter()
            .collect();
        assert!(!set.insert(b"a".to_vec()) && set.insert(b"".to_vec()));
        assert!(set.contains(&b"b"[..]) && !set.contains(&b"c"[..]));
        assert_eq!(set.into_iter().collect::<Vec<_>>(), [&b""[..], b"a", b"b"]);
    }
}
