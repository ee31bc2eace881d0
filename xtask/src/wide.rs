//! Writes out the 128-bit arithmetic of WebAssembly's proposal wide-arithmetic in instructions that every browser has.
//!
//! Signatures are mostly products of two 64-bit words. WebAssembly has none that keeps all 128 bits, so a compiler calls a function
//! for each (`__multi3`), which answers through memory: a third of the time of an EC chain. The proposal
//! (<https://github.com/WebAssembly/wide-arithmetic>) adds the instruction, and compilers know it; browsers do not yet. So the engine is
//! compiled with it where signatures are, and each is replaced here in place, without a call and without memory.
//!
//! LLVM 22 has a fault where an instruction with two results leaves the first on the stack: of `hi != lo >> 63` it may read `hi` before the
//! product sets it (<https://github.com/llvm/llvm-project/issues/199910>; seen in `i64::checked_mul`). What it wrote shows that: where a
//! product sets a local, a value that was read from the same local before still waits to be used. A module with such a place is
//! refused; it may be right, but somebody has to look.

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, CustomSection, Function, FunctionSection, Module, TypeSection, ValType,
};
use wasmparser::{
    CustomSectionReader, FuncValidator, FunctionBody, FunctionSectionReader, Operator, Parser,
    TypeSectionReader, ValidPayload, Validator, ValidatorResources, WasmFeatures,
};

/// A module without any instruction of the proposal.
pub(crate) struct Written {
    pub(crate) module: Vec<u8>,
    /// How many such instructions it had.
    count: usize,
    /// How many of these were products by a constant that two shifts do.
    pub(crate) shifts: usize,
}

/// The module without any instruction of the proposal.
///
/// # Errors
///
/// Where it is no valid module, one that may have been compiled wrongly, or one that was not compiled for the proposal.
pub(crate) fn write_out(module: &[u8]) -> Result<Written> {
    let written = rewrite(module)?;
    if written.count == 0 {
        bail!(
            "nothing was compiled with wide-arithmetic: do the crates of xtask/src/build.rs still have these names?"
        );
    }
    Ok(written)
}

/// The same of any module.
fn rewrite(module: &[u8]) -> Result<Written> {
    in_order(module)?;
    let mut written = Module::new();
    let mut writer = Writer::default();
    match writer.parse_core_module(&mut written, Parser::new(0), module) {
        Ok(()) => {
            let module = written.finish();
            Validator::new().validate_all(&module)?;
            let Writer { count, shifts, .. } = writer;
            Ok(Written {
                module,
                count,
                shifts,
            })
        }
        Err(Error::UserError(error)) => Err(error),
        Err(error) => bail!("the compiled engine cannot be read: {error}"),
    }
}

/// Refuses a module in which an instruction of the proposal sets a local while a value that was read from it waits on the stack.
fn in_order(module: &[u8]) -> Result<()> {
    let features = WasmFeatures::default() | WasmFeatures::WIDE_ARITHMETIC;
    let mut validator = Validator::new_with_features(features);
    for payload in Parser::new(0).parse_all(module) {
        if let ValidPayload::Func(function, body) = validator.payload(&payload?)? {
            function_in_order(&mut function.into_validator(Default::default()), &body)?;
        }
    }
    Ok(())
}

fn function_in_order(
    validator: &mut FuncValidator<ValidatorResources>,
    body: &FunctionBody<'_>,
) -> Result<()> {
    validator.read_locals(&mut body.get_binary_reader())?;
    // Of each value on the stack, the local that it was read from; nothing waits there where LLVM begins or ends a block.
    let mut stack: Vec<Option<u32>> = Vec::new();
    // How many locals may still be set to what such an instruction answered last.
    let mut answers = 0_u32;
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let (operator, offset) = operators.read_with_offset()?;
        let arity = operator.operator_arity(&validator.visitor(offset));
        validator.op(offset, &operator)?;
        let (takes, gives) = arity.context("an instruction of unknown form")?;
        stack.truncate(stack.len().saturating_sub(takes as usize));
        match operator {
            Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Unreachable => stack.clear(),
            Operator::LocalGet { local_index } => stack.push(Some(local_index)),
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index }
                if answers > 0 && stack.contains(&Some(local_index)) =>
            {
                bail!(
                    "the engine may have been compiled wrongly: function {} reads local {local_index} before it is set (at byte {offset}; see \
                     xtask/src/wide.rs)",
                    validator.index()
                );
            }
            _ => stack.extend(vec![None; gives as usize]),
        }
        answers = match operator {
            Operator::LocalSet { .. } | Operator::Drop => answers.saturating_sub(1),
            ref other if is_wide(other) => 2,
            _ => 0,
        };
    }
    Ok(())
}

/// Copies a module but for the functions that use the proposal.
#[derive(Default)]
struct Writer {
    /// How many parameters a function of each type has.
    parameters: Vec<u32>,
    /// The types of the functions that are still to come, the next one last.
    types: Vec<u32>,
    /// How many instructions were written out.
    count: usize,
    /// How many of them as shifts.
    shifts: usize,
}

impl Reencode for Writer {
    type Error = anyhow::Error;

    /// Without what tells debuggers where each instruction stands. What says of a feature that it is used (`+`) says of the proposal
    /// that it is not (`-`).
    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        const USED: &[u8] = b"+\x0fwide-arithmetic";
        if section.name().starts_with(".debug") {
            return Ok(());
        }
        let mut data = section.data().to_vec();
        let used = data.windows(USED.len()).position(|found| found == USED);
        if let Some(at) = used.filter(|_| section.name() == "target_features") {
            data[at] = b'-';
        }
        module.section(&CustomSection {
            name: section.name().into(),
            data: data.into(),
        });
        Ok(())
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for group in section.clone() {
            for found in group?.types() {
                self.parameters
                    .push(found.unwrap_func().params().len() as u32);
            }
        }
        utils::parse_type_section(self, types, section)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        self.types = section.clone().into_iter().collect::<Result<_, _>>()?;
        self.types.reverse();
        utils::parse_function_section(self, functions, section)
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let parameters = self
            .types
            .pop()
            .and_then(|found| self.parameters.get(found as usize))
            .context("the compiled engine has a function without a type");
        let mut next = *parameters.map_err(Error::UserError)?;
        let mut operators = body.get_operators_reader()?;
        let before = self.count;
        while !operators.eof() {
            self.count += usize::from(is_wide(&operators.read()?));
        }
        if self.count == before {
            return utils::parse_function_body(self, code, body);
        }
        let mut locals = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, of) = group?;
            locals.push((count, self.val_type(of)?));
            next += count;
        }
        locals.push((SCRATCH, ValType::I64));
        let mut function = Function::new(locals);
        let mut operators = body.get_operators_reader()?.into_iter().peekable();
        while let Some(operator) = operators.next() {
            match operator? {
                Operator::I64Const { value }
                    if matches!(operators.peek(), Some(Ok(Operator::I64MulWideU)))
                        && let Some(ones) = side_by_side(value as u64) =>
                {
                    operators.next();
                    self.shifts += 1;
                    product_with_ones(&mut function, next, ones);
                }
                Operator::I64MulWideU => product(&mut function, next, false),
                Operator::I64MulWideS => product(&mut function, next, true),
                Operator::I64Add128 => sum(&mut function, next),
                Operator::I64Sub128 => difference(&mut function, next),
                other => {
                    function.instruction(&self.instruction(other)?);
                }
            }
        }
        code.function(&function);
        Ok(())
    }
}

fn is_wide(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::I64MulWideU | Operator::I64MulWideS | Operator::I64Add128 | Operator::I64Sub128
    )
}

/// How many 64-bit locals the instructions below use, from `first` on.
const SCRATCH: u32 = 5;

/// `[a, b] -> [low, high]` of a · b, by halves of 32 bits. No step overflows: (2³²-1)² + 2 · (2³²-1) = 2⁶⁴ - 1.
fn product(function: &mut Function, first: u32, is_signed: bool) {
    let [a, b, low, middle, other] = [first, first + 1, first + 2, first + 3, first + 4];
    let mut to = function.instructions();
    to.local_set(b).local_set(a);
    // low = a₀b₀
    to.local_get(a).i32_wrap_i64().i64_extend_i32_u();
    to.local_get(b).i32_wrap_i64().i64_extend_i32_u();
    to.i64_mul().local_tee(low).i64_const(32).i64_shr_u();
    // middle = a₁b₀ + low₁
    to.local_get(a).i64_const(32).i64_shr_u();
    to.local_get(b).i32_wrap_i64().i64_extend_i32_u();
    to.i64_mul().i64_add().local_tee(middle);
    // other = a₀b₁ + middle₀
    to.i32_wrap_i64().i64_extend_i32_u();
    to.local_get(a).i32_wrap_i64().i64_extend_i32_u();
    to.local_get(b).i64_const(32).i64_shr_u();
    to.i64_mul().i64_add().local_tee(other);
    // the low word: other₀ and low₀
    to.i64_const(32).i64_shl();
    to.local_get(low).i32_wrap_i64().i64_extend_i32_u().i64_or();
    // the high word: a₁b₁ + middle₁ + other₁
    to.local_get(a).i64_const(32).i64_shr_u();
    to.local_get(b).i64_const(32).i64_shr_u();
    to.i64_mul();
    to.local_get(middle).i64_const(32).i64_shr_u().i64_add();
    to.local_get(other).i64_const(32).i64_shr_u().i64_add();
    if is_signed {
        // A negative word was read as 2⁶⁴ too much.
        to.local_get(a).i64_const(63).i64_shr_s();
        to.local_get(b).i64_and().i64_sub();
        to.local_get(b).i64_const(63).i64_shr_s();
        to.local_get(a).i64_and().i64_sub();
    }
}

/// Where the bits that are set lie side by side: the lowest, and the lowest above them, so that the number is their powers' difference.
fn side_by_side(number: u64) -> Option<(u32, u32)> {
    let from = number.trailing_zeros();
    let to = 64 - number.leading_zeros();
    (to > from + 1 && number.count_ones() == to - from).then_some((from, to))
}

/// `[a] -> [low, high]` of a · (2ᵗᵒ - 2ᶠʳᵒᵐ), as the difference of a shifted by each.
fn product_with_ones(function: &mut Function, first: u32, (from, to): (u32, u32)) {
    let [a, less, more] = [first, first + 1, first + 2];
    let (up, down) = (i64::from(from), i64::from(64 - from));
    let mut code = function.instructions();
    code.local_set(a);
    // the low words
    code.local_get(a).i64_const(up).i64_shl().local_set(less);
    if to == 64 {
        code.i64_const(0);
    } else {
        code.local_get(a).i64_const(i64::from(to)).i64_shl();
    }
    code.local_tee(more).local_get(less).i64_sub();
    // the high words
    code.local_get(a);
    if to < 64 {
        code.i64_const(i64::from(64 - to)).i64_shr_u();
    }
    if from > 0 {
        code.local_get(a).i64_const(down).i64_shr_u().i64_sub();
    }
    code.local_get(more).local_get(less).i64_lt_u();
    code.i64_extend_i32_u().i64_sub();
}

/// `[a low, a high, b low, b high] -> [low, high]` of a + b: the low sum is less than what was added if it overflowed.
fn sum(function: &mut Function, first: u32) {
    let [low, a_high, b_low, b_high] = [first, first + 1, first + 2, first + 3];
    let mut to = function.instructions();
    to.local_set(b_high).local_set(b_low).local_set(a_high);
    to.local_get(b_low).i64_add().local_tee(low);
    to.local_get(a_high).local_get(b_high).i64_add();
    to.local_get(low).local_get(b_low).i64_lt_u();
    to.i64_extend_i32_u().i64_add();
}

/// `[a low, a high, b low, b high] -> [low, high]` of a - b: it borrows if a's low word is the smaller one.
fn difference(function: &mut Function, first: u32) {
    let [a_low, a_high, b_low, b_high] = [first, first + 1, first + 2, first + 3];
    let mut to = function.instructions();
    to.local_set(b_high).local_set(b_low).local_set(a_high);
    to.local_tee(a_low).local_get(b_low).i64_sub();
    to.local_get(a_high).local_get(b_high).i64_sub();
    to.local_get(a_low).local_get(b_low).i64_lt_u();
    to.i64_extend_i32_u().i64_sub();
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ImportSection, Instruction};
    use wasmparser::Payload;

    use super::*;

    /// The words at which carries and signs change.
    const WORDS: &[u64] = &[
        0,
        1,
        2,
        0x7fff_ffff,
        0x8000_0000,
        0xffff_ffff,
        0x1_0000_0000,
        0x1_0000_0001,
        0x0123_4567_89ab_cdef,
        0x7fff_ffff_ffff_ffff,
        0x8000_0000_0000_0000,
        0xffff_ffff_0000_0000,
        0xffff_ffff_ffff_fffe,
        0xffff_ffff_ffff_ffff,
    ];

    #[test]
    fn products_are_those_of_128_bits() {
        let unsigned = written_out(2, Instruction::I64MulWideU);
        let signed = written_out(2, Instruction::I64MulWideS);
        for &a in WORDS {
            for &b in WORDS {
                let expected = u128::from(a) * u128::from(b);
                assert_eq!(run(&unsigned, &[a, b]), words(expected), "{a:x} * {b:x}");
                let expected = i128::from(a as i64) * i128::from(b as i64);
                assert_eq!(
                    run(&signed, &[a, b]),
                    words(expected as u128),
                    "{a:x} * {b:x}, signed"
                );
            }
        }
    }

    #[test]
    fn products_with_a_constant_are_the_same() {
        let constants = WORDS.iter().copied();
        let ones = (0..64).flat_map(|from| (from + 1..=64).map(move |to| (from, to)));
        let ones = ones.map(|(from, to)| ((1_u128 << to) - (1_u128 << from)) as u64);
        for constant in constants.chain(ones) {
            let work = [
                Instruction::LocalGet(0),
                Instruction::I64Const(constant as i64),
                Instruction::I64MulWideU,
            ];
            let rewritten = rewrite(&module(1, &work)).unwrap();
            let written = rewritten.module;
            let is_shifted = !operators(&written).contains(&Operator::I64Mul);
            assert_eq!(rewritten.shifts, usize::from(is_shifted));
            assert_eq!(is_shifted, side_by_side(constant).is_some(), "{constant:x}");
            for &a in WORDS {
                let expected = u128::from(a) * u128::from(constant);
                assert_eq!(run(&written, &[a]), words(expected), "{a:x} * {constant:x}");
            }
        }
    }

    #[test]
    fn sums_and_differences_are_those_of_128_bits() {
        let sum = written_out(4, Instruction::I64Add128);
        let difference = written_out(4, Instruction::I64Sub128);
        let numbers = || {
            WORDS
                .iter()
                .flat_map(|low| WORDS.iter().map(|high| [*low, *high]))
        };
        for a in numbers() {
            for b in numbers() {
                let asked = [a[0], a[1], b[0], b[1]];
                let number = |[low, high]: [u64; 2]| u128::from(high) << 64 | u128::from(low);
                let expected = number(a).wrapping_add(number(b));
                assert_eq!(run(&sum, &asked), words(expected), "{a:x?} + {b:x?}");
                let expected = number(a).wrapping_sub(number(b));
                assert_eq!(run(&difference, &asked), words(expected), "{a:x?} - {b:x?}");
            }
        }
    }

    /// `hi != lo >> 63` as LLVM compiles it, wrongly and rightly.
    #[test]
    fn what_reads_a_local_too_early_is_refused() {
        let product = [
            Instruction::LocalGet(0),
            Instruction::LocalGet(1),
            Instruction::I64MulWideS,
            Instruction::LocalSet(0),
        ];
        let sign = [Instruction::I64Const(63), Instruction::I64ShrS];
        let high = [Instruction::LocalGet(0)];
        let early: Vec<_> = high.iter().chain(&product).chain(&sign).cloned().collect();
        let late: Vec<_> = product.iter().chain(&sign).chain(&high).cloned().collect();
        assert!(rewrite(&module(2, &late)).is_ok());
        let error = rewrite(&module(2, &early)).err().unwrap().to_string();
        assert!(error.contains("reads local 0 before it is set"), "{error}");
    }

    #[test]
    fn what_does_not_use_it_stays_as_it_is() {
        let module = module(2, &[Instruction::LocalGet(0), Instruction::LocalGet(1)]);
        let written = rewrite(&module).unwrap();
        assert_eq!((written.count, written.shifts), (0, 0));
        assert_eq!(written.module, module);
        let error = write_out(&module).err().unwrap().to_string();
        assert!(error.contains("nothing was compiled"), "{error}");
    }

    /// Locals of the function's own, an imported function before it, another type, and an answer that waits beneath a second product.
    #[test]
    fn what_else_a_function_has_stays() {
        let mut types = TypeSection::new();
        types.ty().function([ValType::F32], []);
        types.ty().function([ValType::I64; 2], [ValType::I64; 4]);
        let mut imports = ImportSection::new();
        imports.import("host", "f", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(1);
        let mut body = Function::new([(1, ValType::I32), (1, ValType::I64)]);
        for instruction in [
            Instruction::LocalGet(0),
            Instruction::LocalGet(1),
            Instruction::I64MulWideU,
            Instruction::LocalSet(3),
            Instruction::LocalGet(3),
            Instruction::LocalGet(1),
            Instruction::LocalGet(1),
            Instruction::I64MulWideU,
            Instruction::End,
        ] {
            body.instruction(&instruction);
        }
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.section(&functions).section(&code);
        let written = rewrite(&module.finish()).unwrap();
        assert_eq!((written.count, written.shifts), (2, 0));
        for (a, b) in [(u64::MAX, 3), (5, u64::MAX)] {
            let mut expected = words(u128::from(a) * u128::from(b));
            expected.extend(words(u128::from(b) * u128::from(b)));
            assert_eq!(run(&written.module, &[a, b]), expected);
        }
    }

    #[test]
    fn the_module_says_that_it_uses_the_proposal_no_more() {
        let says = |module: &[u8], sign: u8| {
            let features = [b"\x01", &[sign][..], b"\x0fwide-arithmetic"].concat();
            module
                .windows(features.len())
                .any(|found| found == features)
        };
        let mut module = Module::new();
        for (name, data) in [
            ("target_features", &b"\x01+\x0fwide-arithmetic"[..]),
            (".debug_line", b"x"),
        ] {
            let (name, data) = (name.into(), data.into());
            module.section(&CustomSection { name, data });
        }
        let module = module.finish();
        let written = rewrite(&module).unwrap().module;
        assert!(says(&module, b'+') && says(&written, b'-'));
        assert!(!written.windows(6).any(|found| found == b".debug"));
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(rewrite(b"\0asm").is_err());
    }

    fn words(number: u128) -> Vec<u64> {
        vec![number as u64, (number >> 64) as u64]
    }

    /// A module with one function, of 64-bit parameters, that does this and answers two words.
    fn module(parameters: u32, work: &[Instruction<'_>]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function(
            vec![ValType::I64; parameters as usize],
            [ValType::I64, ValType::I64],
        );
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut body = Function::new([]);
        for instruction in work.iter().chain([&Instruction::End]) {
            body.instruction(instruction);
        }
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        module.finish()
    }

    /// The module's function.
    fn body(module: &[u8]) -> FunctionBody<'_> {
        let mut payloads = Parser::new(0).parse_all(module);
        let body = payloads.find_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        });
        body.unwrap()
    }

    fn operators(module: &[u8]) -> Vec<Operator<'_>> {
        let operators = body(module).get_operators_reader().unwrap().into_iter();
        operators.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn runs_of_ones_are_found() {
        for (number, expected) in [
            (u64::MAX, Some((0, 64))),
            (0xffff_ffff, Some((0, 32))),
            (0xffff_ffff_0000_0000, Some((32, 64))),
            (6, Some((1, 3))),
            (0, None),
            (1, None),
            (5, None),
            (0xffff_ffff_0000_0001, None),
        ] {
            assert_eq!(side_by_side(number), expected, "{number:x}");
        }
    }

    fn written_out(parameters: u32, instruction: Instruction<'_>) -> Vec<u8> {
        let mut work: Vec<_> = (0..parameters).map(Instruction::LocalGet).collect();
        work.push(instruction);
        rewrite(&module(parameters, &work)).unwrap().module
    }

    /// What the module's function answers, computed here.
    fn run(module: &[u8], parameters: &[u64]) -> Vec<u64> {
        let body = body(module);
        let mut locals = parameters.to_vec();
        for group in body.get_locals_reader().unwrap() {
            locals.extend(vec![0; group.unwrap().0 as usize]);
        }
        let mut stack: Vec<u64> = Vec::new();
        for operator in body.get_operators_reader().unwrap() {
            let mut pop = || stack.pop().unwrap();
            let answer = match operator.unwrap() {
                Operator::LocalSet { local_index } => {
                    locals[local_index as usize] = pop();
                    continue;
                }
                Operator::LocalTee { local_index } => {
                    locals[local_index as usize] = pop();
                    locals[local_index as usize]
                }
                Operator::LocalGet { local_index } => locals[local_index as usize],
                Operator::I64Const { value } => value as u64,
                Operator::I32WrapI64 => u64::from(pop() as u32),
                Operator::I64ExtendI32U => pop(),
                Operator::End => break,
                of_two => {
                    let (b, a) = (pop(), pop());
                    match of_two {
                        Operator::I64Mul => a.wrapping_mul(b),
                        Operator::I64Add => a.wrapping_add(b),
                        Operator::I64Sub => a.wrapping_sub(b),
                        Operator::I64And => a & b,
                        Operator::I64Or => a | b,
                        Operator::I64Shl => a << b,
                        Operator::I64ShrU => a >> b,
                        Operator::I64ShrS => (a as i64 >> b) as u64,
                        Operator::I64LtU => u64::from(a < b),
                        other => panic!("{other:?} is not written out"),
                    }
                }
            };
            stack.push(answer);
        }
        stack
    }
}
