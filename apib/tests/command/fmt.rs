//! `apib fmt`.

use super::*;

const CARELESS: &str = "A\n=\n#B [ /b ]\n## Read B[GET]\n- Response 200\n\n\t\tHi";

const NORMAL: &str = "# A\n\n## B [/b]\n\n### Read B [GET]\n\n+ Response 200\n\n        Hi\n";

#[test]
fn fmt_writes_the_normal_form() {
    let output = apib(&["fmt", "-"], CARELESS);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), NORMAL);
    assert_eq!(stderr(&output), "");

    let file = file_with("normal.apib", "");
    let output = apib(&["fmt", "-", "-o", &file], CARELESS);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert_eq!(std::fs::read_to_string(file).unwrap(), NORMAL);
}

#[test]
fn fmt_can_check_without_writing() {
    let output = apib(&["fmt", "--check", "-"], CARELESS);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output), "<stdin>: not in its normal form\n");

    let output = apib(&["fmt", "--check", "-"], NORMAL);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((stdout(&output), stderr(&output)), Default::default());
}

#[test]
fn fmt_can_write_in_place() {
    let file = file_with("careless.apib", CARELESS);
    let output = apib(&["fmt", "--in-place", &file], "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), NORMAL);

    assert_eq!(
        apib(&["fmt", "--in-place", "-"], NORMAL).status.code(),
        Some(2)
    );
    let together = ["fmt", "--in-place", "--check", &file];
    assert_eq!(apib(&together, "").status.code(), Some(2));
}

/// Which of two sections was meant to have another type only the author knows.
#[test]
fn fmt_writes_nothing_where_words_would_be_lost() {
    let text =
        "# GET /\n\n+ Response 200\n    + Attributes (Forgotten)\n    + Attributes (Forgotten)\n";
    let output = apib(&["fmt", "-"], text);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_eq!(
        stderr(&output),
        "<stdin>: the normal form would not have all that stands here: forgotten; nothing is written\n"
    );
}

/// In the normal form the file would be included into a description.
#[test]
fn fmt_writes_nothing_where_an_included_file_would_stand_elsewhere() {
    file_with("response.apib", "+ Response 201\n");
    let text = NORMAL.replace(
        "        Hi\n",
        "        Hi\n\n<!-- include(response.apib) -->\n",
    );
    let file = file_with("including.apib", &text);
    let output = apib(&["fmt", &file], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("would not say the same"));
}
