//! What the npm package knows of the engine by itself (pkg/core.js) is what the engine does.

use std::fs;

/// The package must know before it asks which lists of roots the engine will want.
#[test]
fn the_packages_table_of_profiles_is_the_engines() {
    let source = fs::read_to_string("pkg/core.js").expect("the package is there");
    let (_, table) = source
        .split_once("const DEFAULT_STORES = { ")
        .expect("the table");
    let (table, _) = table.split_once(" };").expect("its end");
    let entries = table.split(", ").map(|entry| entry.replace('"', ""));
    let there: Vec<String> = entries.collect();
    let expected: Vec<String> = certlens::profile::ALL
        .iter()
        .map(|profile| {
            let store = profile
                .default_store
                .map_or("undefined", |store| store.id());
            format!("{}: {store}", profile.id)
        })
        .collect();
    assert_eq!(sorted(there), sorted(expected));
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}
