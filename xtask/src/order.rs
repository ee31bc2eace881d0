//! Puts functions that resemble each other side by side, for the compression that servers send a module with.
//!
//! What a compressor has seen just before costs it least to name. In the order that wasm-bindgen leaves, by size, two versions of
//! one generic function can be a megabyte apart.

use std::convert::Infallible;

use anyhow::{Result, bail};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, ImportSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, ImportSectionReader, Parser, Payload,
    TypeRef, Validator,
};

/// The same module, its functions in another order. It must have no names any more: they would be in the wrong order.
pub(crate) fn by_resemblance(module: &[u8]) -> Result<Vec<u8>> {
    let mut traits = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            traits.push(Traits::of(body.as_bytes()));
        }
    }
    let order = chain(&traits);
    let mut places = vec![0; order.len()];
    for (place, own) in (0..).zip(&order) {
        places[*own] = place;
    }
    let mut mover = Mover {
        imported: 0,
        order,
        places,
    };
    let mut moved = Module::new();
    match mover.parse_core_module(&mut moved, Parser::new(0), module) {
        Ok(()) => {
            let moved = moved.finish();
            Validator::new().validate_all(&moved)?;
            Ok(moved)
        }
        Err(error) => bail!("the engine's functions cannot be put in order: {error}"),
    }
}

/// Which sequences of four bytes a function has, each told by sixteen bits of its hash.
struct Traits {
    has: Box<[u64; 1024]>,
    count: u32,
}

impl Traits {
    fn of(body: &[u8]) -> Self {
        let mut has = Box::new([0_u64; 1024]);
        for bytes in body.windows(4) {
            let number = bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            let hash = number.wrapping_mul(0x9e37_79b1) >> 16;
            has[hash as usize / 64] |= 1 << (hash % 64);
        }
        let count = has.iter().map(|word| word.count_ones()).sum();
        Self { has, count }
    }

    /// In millionths: how much both have, of what `next` has and a quarter of what this has (nearly Tversky's index). What `next` has and
    /// this has not must be sent; the reverse only means that less of this helps.
    fn prepares_for(&self, next: &Self) -> u64 {
        let mut both = 0;
        for (mine, theirs) in self.has.iter().zip(next.has.iter()) {
            both += (mine & theirs).count_ones();
        }
        let all = next.count + self.count / 4;
        u64::from(both) * 1_000_000 / u64::from(all.max(1))
    }
}

/// From the one that has most, each time to the one that it prepares best for of those that are left.
fn chain(traits: &[Traits]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..traits.len()).collect();
    let mut order = Vec::new();
    let mut next = (0..left.len()).max_by_key(|place| traits[left[*place]].count);
    while let Some(place) = next {
        let last = left.remove(place);
        order.push(last);
        next = (0..left.len()).max_by_key(|place| traits[last].prepares_for(&traits[left[*place]]));
    }
    order
}

/// Copies a module with its own functions in another order.
struct Mover {
    imported: u32,
    /// Which function stands at each place.
    order: Vec<usize>,
    /// At which place each function stands.
    places: Vec<u32>,
}

impl Reencode for Mover {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        Ok(match index.checked_sub(self.imported) {
            Some(own) => self.imported + self.places[own as usize],
            None => index,
        })
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.clone().into_imports() {
            self.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
        }
        utils::parse_import_section(self, imports, section)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for own in self.order.clone() {
            functions.function(self.type_index(types[own])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for own in self.order.clone() {
            self.parse_function_body(code, bodies[own].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, Instruction,
        MemoryType, RefType, TableSection, TableType, TypeSection, ValType,
    };
    use wasmparser::{ElementItems, Operator};

    use super::*;

    /// Each function has another type, and each but the first calls the one before it: a call of another one would not validate.
    fn module() -> Vec<u8> {
        let results = [ValType::I32, ValType::I64, ValType::F32, ValType::F64];
        let mut types = TypeSection::new();
        let mut imports = ImportSection::new();
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        let mut exports = ExportSection::new();
        for (index, result) in (0..).zip(results) {
            types.ty().function([], [result]);
            match index {
                0 => {
                    let memory = MemoryType {
                        minimum: 1,
                        maximum: None,
                        memory64: false,
                        shared: false,
                        page_size_log2: None,
                    };
                    imports.import("host", "memory", EntityType::Memory(memory));
                    imports.import("host", "first", EntityType::Function(0));
                }
                _ => {
                    functions.function(index);
                    let mut body = Function::new([]);
                    body.instruction(&Instruction::Call(index - 1));
                    body.instruction(&Instruction::Drop);
                    body.instruction(&match result {
                        ValType::I64 => Instruction::I64Const(1 << 40),
                        ValType::F32 => Instruction::F32Const(2.0.into()),
                        _ => Instruction::F64Const(3.0.into()),
                    });
                    body.instruction(&Instruction::End);
                    code.function(&body);
                    exports.export(&format!("f{index}"), ExportKind::Func, index);
                }
            }
        }
        let mut tables = TableSection::new();
        let table = TableType {
            element_type: RefType::FUNCREF,
            minimum: 3,
            maximum: None,
            table64: false,
            shared: false,
        };
        tables.table(table);
        let mut elements = ElementSection::new();
        let offset = wasm_encoder::ConstExpr::i32_const(0);
        elements.active(None, &offset, Elements::Functions(vec![1, 2, 3].into()));
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module
            .section(&tables)
            .section(&exports)
            .section(&elements)
            .section(&code);
        module.finish()
    }

    /// Of each exported function and of each in the table, its type and that of the function that it calls: none changes with the order.
    fn seen(module: &[u8]) -> Vec<(String, u32, u32)> {
        let (mut types, mut names, mut listed, mut calls) =
            (vec![0], Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::FunctionSection(section) => types.extend(section.into_iter().flatten()),
                Payload::ExportSection(section) => names.extend(section.into_iter().flatten()),
                Payload::ElementSection(section) => {
                    for element in section.into_iter().flatten() {
                        if let ElementItems::Functions(items) = element.items {
                            listed.extend(items.into_iter().flatten());
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let mut operators = body.get_operators_reader().unwrap();
                    match operators.read().unwrap() {
                        Operator::Call { function_index } => calls.push(function_index),
                        other => panic!("{other:?}"),
                    }
                }
                _ => {}
            }
        }
        let type_of = |index: u32| types[index as usize];
        let called = |index: u32| type_of(calls[index as usize - 1]);
        let exported = names
            .iter()
            .map(|export| (export.name.to_owned(), export.index));
        let in_table = listed
            .iter()
            .map(|index| ("in the table".to_owned(), *index));
        exported
            .chain(in_table)
            .map(|(name, index)| (name, type_of(index), called(index)))
            .collect()
    }

    #[test]
    fn moved_functions_are_called_as_before() {
        let module = module();
        let moved = by_resemblance(&module).unwrap();
        assert_ne!(moved, module);
        Validator::new().validate_all(&moved).unwrap();
        assert_eq!(seen(&moved), seen(&module));
        assert_eq!(by_resemblance(&module).unwrap(), moved);
    }

    #[test]
    fn what_resembles_stands_side_by_side() {
        let texts = [
            "abcdefgh",
            "12345678",
            "abcdefgi",
            "12345679",
            "abcdefghijkl",
        ];
        let traits: Vec<Traits> = texts
            .iter()
            .map(|text| Traits::of(text.as_bytes()))
            .collect();
        assert_eq!(chain(&traits), [4, 0, 2, 3, 1]);
    }
}
