//! Help, manual, completions, and how the program behaves towards terminals and pipes.

use crate::command::{Ran, bare, run};
use std::process::Stdio;

const COMMANDS: [&str; 8] =
    ["services", "operations", "errors", "call", "explain", "mock", "completions", "man"];

#[test]
fn help_tells_commands_exit_statuses_and_environment() {
    insta::assert_snapshot!(run(&["--help"]).text());
    for command in COMMANDS {
        let help = run(&[command, "--help"]).text();
        assert!(help.contains("Usage: bindery"), "{help}");
    }
    let help = run(&["call", "--help"]).text();
    assert!(
        help.contains("send nothing. What is printed is what would be sent, credentials included"),
        "{help}"
    );
}

#[test]
fn every_page_of_the_manual_tells_the_exit_statuses() {
    let pages = COMMANDS.map(|command| vec!["man", command]);
    for arguments in [vec!["man"]].into_iter().chain(pages) {
        let page = run(&arguments).text();
        let (_, statuses) = page.split_once(".SH \"EXIT STATUS\"").expect("a section");
        for status in 0..=5 {
            assert!(statuses.contains(&format!("\\fB{status}\\fR\n")), "{arguments:?}: {statuses}");
        }
    }
    assert_eq!(run(&["man", "nothing"]).status, 2);
}

#[test]
fn every_shell_has_completions_some_even_of_operations() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]).text();
        assert!(script.contains("bindery") && script.contains("operations"), "{shell}: {script}");
        // The others complete no values of arguments without a name.
        let completes_values = matches!(shell, "bash" | "zsh");
        assert_eq!(script.contains("SendMessage"), completes_values, "{shell}");
    }
}

#[test]
fn nothing_is_coloured_without_a_terminal() {
    for arguments in
        [&["operations", "mqtt", "SendMessage"][..], &["errors", "no"], &["--help"], &["nothing"]]
    {
        let mut command = bare(arguments);
        command.env("CLICOLOR_FORCE", "1").env("TERM", "xterm-256color");
        let ran = Ran::of(&mut command);
        assert!(!ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn wrong_usage_is_told_as_json_where_json_was_asked_for() {
    let error = run(&["call", "nothing", "--format", "json"]).error(2);
    assert_eq!(error["kind"], "usage");
    let error = run(&["--format=json"]).error(2);
    assert_eq!(error["kind"], "usage");
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    for arguments in
        [&["operations", "jpush", "schedule.create"][..], &["--help"], &["completions", "zsh"], &["man"]]
    {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let ran = Ran::of(bare(arguments).stdout(writer).stderr(Stdio::piped()));
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_has_status_5() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let ran = Ran::of(bare(&["services"]).stdout(full).stderr(Stdio::piped()));
    assert_eq!(ran.status, 5);
    assert!(ran.stderr.contains("the output cannot be written"), "{ran:?}");
}
