//! Writes alike what means the same, for the compression that servers send a module with.
//!
//! Two things in a function are the compiler's choice and mean nothing: the numbers of its local variables, and how far an access to
//! memory says that it is aligned, which "does not affect the semantics" (WebAssembly's specification, Memory Instructions). LLVM
//! numbers variables as it comes upon them, and says of an access what it happens to know.

use std::cmp::Reverse;
use std::collections::VecDeque;

use anyhow::{Error as Failure, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Function, Instruction, MemArg, Module, ValType};
use wasmparser::{CustomSectionReader, FunctionBody, Operator, Parser, ValidPayload, Validator};

/// The same module without what linkers go by, each function's variables numbered by type and how often they are used, each access to memory as aligned as its
/// width.
pub(crate) fn written_alike(module: &[u8]) -> Result<Vec<u8>> {
    let mut writer = Writer::default();
    let mut validator = Validator::new();
    for payload in Parser::new(0).parse_all(module) {
        if let ValidPayload::Func(function, _) = validator.payload(&payload?)? {
            let parameters = function.into_validator(Default::default()).len_locals();
            writer.parameters.push_back(parameters);
        }
    }
    let mut written = Module::new();
    match writer.parse_core_module(&mut written, Parser::new(0), module) {
        Ok(()) => {
            let written = written.finish();
            Validator::new().validate_all(&written)?;
            Ok(written)
        }
        Err(Error::UserError(error)) => Err(error),
        Err(error) => bail!("the engine's functions cannot be written alike: {error}"),
    }
}

#[derive(Default)]
struct Writer {
    /// How many parameters each function has that is still to come.
    parameters: VecDeque<u32>,
    /// The new number of each parameter and variable of the function that is written.
    numbers: Vec<u32>,
}

impl Reencode for Writer {
    type Error = Failure;

    /// Without what is for linkers, which the module has behind it.
    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Failure>> {
        match section.name() {
            "target_features" => Ok(()),
            _ => utils::parse_custom_section(self, module, section),
        }
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Failure>> {
        let parameters = self.parameters.pop_front().unwrap_or_default();
        let mut variables = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, of) = group?;
            let of = self.val_type(of)?;
            variables.extend((0..count).map(|_| Variable { of, uses: 0 }));
        }
        for operator in body.get_operators_reader()? {
            let own = local(&operator?).and_then(|number| number.checked_sub(parameters));
            if let Some(variable) = own.and_then(|own| variables.get_mut(own as usize)) {
                variable.uses += 1;
            }
        }
        let mut order: Vec<usize> = (0..variables.len()).collect();
        order.sort_by_key(|own| (variables[*own].of, Reverse(variables[*own].uses)));

        self.numbers = (0..parameters).collect();
        self.numbers.resize(parameters as usize + order.len(), 0);
        for (number, own) in (parameters..).zip(&order) {
            self.numbers[parameters as usize + own] = number;
        }
        let types = order.iter().map(|own| variables[*own].of);
        let mut function = Function::new_with_locals_types(types);
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }

    fn instruction<'a>(
        &mut self,
        operator: Operator<'a>,
    ) -> Result<Instruction<'a>, Error<Failure>> {
        let renumbered = |number: u32| self.numbers[number as usize];
        Ok(match operator {
            Operator::LocalGet { local_index } => Instruction::LocalGet(renumbered(local_index)),
            Operator::LocalSet { local_index } => Instruction::LocalSet(renumbered(local_index)),
            Operator::LocalTee { local_index } => Instruction::LocalTee(renumbered(local_index)),
            other => utils::instruction(self, other)?,
        })
    }

    fn mem_arg(&mut self, access: wasmparser::MemArg) -> Result<MemArg, Error<Failure>> {
        let align = access.max_align.into();
        Ok(MemArg {
            align,
            ..utils::mem_arg(self, access)?
        })
    }
}

struct Variable {
    of: ValType,
    uses: usize,
}

/// The parameter or variable that an instruction reads or sets.
fn local(operator: &Operator<'_>) -> Option<u32> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => Some(*local_index),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{FunctionSection, MemorySection, MemoryType, TypeSection};

    /// A function with one parameter; of its variables, 1 is used once, 2 twice, 3 is of another type, 4 is used three times.
    fn module(numbers: [u32; 4], align: u32) -> Vec<u8> {
        let [once, twice, long, often] = numbers;
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I64]);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut of = [ValType::I32; 4];
        of[long as usize - 1] = ValType::I64;
        let mut function = Function::new_with_locals_types(of);
        let mut to = function.instructions();
        to.local_get(0).local_tee(twice).local_tee(once);
        to.local_tee(often).local_set(often);
        to.local_get(often).local_get(twice).i32_add();
        let access = MemArg {
            offset: 8,
            align,
            memory_index: 0,
        };
        to.i64_load(access).local_set(long).local_get(long).end();
        let mut code = CodeSection::new();
        code.function(&function);
        let mut module = Module::new();
        module.section(&types).section(&functions);
        module.section(&memories).section(&code);
        module.finish()
    }

    #[test]
    fn what_means_the_same_is_written_alike() {
        // Those of a type side by side, what is used most first; eight bytes are aligned to 2³.
        let alike = module([3, 2, 4, 1], 3);
        for (numbers, align) in [([1, 2, 3, 4], 0), ([4, 1, 2, 3], 2), ([3, 2, 4, 1], 3)] {
            assert_eq!(written_alike(&module(numbers, align)).unwrap(), alike);
        }
    }

    #[test]
    fn what_means_something_stays() {
        // Another variable is read at the end than is set.
        let other = |read: u32| {
            let mut types = TypeSection::new();
            types.ty().function([ValType::I32], [ValType::I32]);
            let mut functions = FunctionSection::new();
            functions.function(0);
            let mut function = Function::new([(2, ValType::I32)]);
            let mut to = function.instructions();
            to.local_get(0).local_set(1).local_get(read).end();
            let mut code = CodeSection::new();
            code.function(&function);
            let mut module = Module::new();
            module.section(&types).section(&functions).section(&code);
            written_alike(&module.finish()).unwrap()
        };
        assert_ne!(other(0), other(1));
        assert_ne!(other(1), other(2));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(written_alike(b"\0asm").is_err());
        let whole = module([1, 2, 3, 4], 3);
        assert!(written_alike(&whole[..whole.len() - 1]).is_err());
    }
}
