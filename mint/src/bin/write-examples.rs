//! Writes the page's guided examples into the folder that is named: `cargo run -p mint --bin write-examples -- www/examples`.

use std::{env, fs, io, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: write-examples <folder>");
        return ExitCode::FAILURE;
    };
    match write_all(&folder) {
        Ok(count) => {
            println!("{count} files in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &std::path::Path) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let files = mint::examples::files();
    for (name, contents) in &files {
        fs::write(folder.join(name), contents)?;
    }
    Ok(files.len())
}
