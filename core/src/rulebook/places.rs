//! Ids by which the law names its parts.

use hashbrown::HashTable;

use super::RulebookError;

/// Where each id stands in its list.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(HashTable<(String, usize)>);

impl Places {
    /// Fails where an id stands twice in a list of these.
    pub fn of<'a>(kind: &str, ids: impl Iterator<Item = &'a String>) -> Result<Places, RulebookError> {
        let mut places = Places::default();
        for (n, id) in ids.enumerate() {
            if places.get(id).is_some() {
                return Err(RulebookError(format!("{kind} {id:?} stands twice")));
            }
            places.add(id, n);
        }
        Ok(places)
    }

    pub fn get(&self, id: &str) -> Option<usize> {
        self.0.find(mixed(id), |(known, _)| known == id).map(|(_, n)| *n)
    }

    fn add(&mut self, id: &str, n: usize) {
        self.0.insert_unique(mixed(id), (id.to_owned(), n), |(known, _)| mixed(known));
    }
}

/// FNV-1a, with its upper half mixed into the lower. Who writes the law has no reason to make ids collide.
fn mixed(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash ^ (hash >> 32)
}
