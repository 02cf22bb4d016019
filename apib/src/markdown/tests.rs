use super::*;

/// The blocks as an outline, one line each.
fn outline(text: &str) -> String {
    fn write(source: &Source, blocks: &[Block], depth: usize, out: &mut String) {
        for block in blocks {
            let (label, nested) = match &block.kind {
                BlockKind::Heading { level, title } => {
                    (format!("h{level} {}", source.slice(*title)), &[][..])
                }
                BlockKind::Item(item) => (
                    format!("item {}", source.slice(item.signature)),
                    &item.blocks[..],
                ),
                BlockKind::Code => (
                    format!("code {:?}", text::asset(source, block.span).text()),
                    &[][..],
                ),
                BlockKind::Prose => (format!("prose {:?}", source.slice(block.span)), &[][..]),
            };
            out.push_str(&"  ".repeat(depth));
            out.push_str(label.trim_end());
            out.push('\n');
            write(source, nested, depth + 1, out);
        }
    }
    let source = Source::new("test.apib", text);
    let mut out = String::new();
    write(&source, &blocks_of(parts(&source)), 0, &mut out);
    out
}

fn blocks_of(mut parts: Parts<'_>) -> Vec<Block> {
    let next = || parts.next(&mut Vec::new());
    std::iter::from_fn(next).flatten().collect()
}

#[test]
fn a_heading_without_a_title_lacks_no_blank() {
    assert!(!text::is_tight_heading("#\n"));
    assert!(text::is_tight_heading("#A\n"));
}

#[test]
fn a_document_in_parts_has_the_same_blocks() {
    let document = "\
# A
Some prose.
# B

+ Response 200

        code

# C
```
# no heading

# neither
```

## D
<div>
# no heading
</div>

## E

<!--

## none
-->
text

## F
+ item
    ```
    open

## G
~~~~
~~~

# no heading either
~~~~

## H
~~~

## swallowed
";
    let source = Source::new("test.apib", document);
    let whole = blocks_of(parts(&source));
    assert_eq!(blocks_of(parts(&source).of_at_least(0)), whole);
    let windows = document.replace('\n', "\r\n");
    let source = Source::new("test.apib", windows);
    let whole = blocks_of(parts(&source));
    assert_eq!(blocks_of(parts(&source).of_at_least(0)), whole);
}

#[test]
fn sections_of_a_payload_nest_below_it() {
    let text = "\
### Get [GET]
Some prose.

+ Response 200 (application/json)

    + Headers

            X-A: 1

    + Body

            {
                \"a\": 1
            }
";
    assert_eq!(
        outline(text),
        "\
h3 Get [GET]
prose \"Some prose.\"
item Response 200 (application/json)
  item Headers
    code \"X-A: 1\"
  item Body
    code \"{\\n    \\\"a\\\": 1\\n}\"
"
    );
}

#[test]
fn members_that_are_indented_too_far_are_still_members() {
    let text =
        "+ kind (enum[number])\n\n    + Members\n            + 1 - One\n            + 2 - Two\n";
    assert_eq!(
        outline(text),
        "item kind (enum[number])\n  item Members\n    item 1 - One\n    item 2 - Two\n"
    );
}

#[test]
fn sections_that_are_indented_too_far_are_no_code() {
    let text = "+ Response 200\n\n        + Body\n\n                hello\n";
    assert_eq!(
        outline(text),
        "item Response 200\n  item Body\n    code \"hello\"\n"
    );
}

#[test]
fn further_lines_of_an_item_are_prose() {
    assert_eq!(
        outline("+ name (string) - A name\n    that goes on\n"),
        "item name (string) - A name\n  prose \"that goes on\"\n"
    );
}

#[test]
fn fences_and_tabs_give_the_same_asset() {
    let fenced = "+ Body\n\n    ```json\n    {\n      \"a\": 1\n    }\n    ```\n";
    let tabs = "+ Body\n\n\t\t\t{\n\t\t\t  \"a\": 1\n\t\t\t}\n";
    let expected = "item Body\n  code \"{\\n  \\\"a\\\": 1\\n}\"\n";
    assert_eq!(outline(fenced), expected);
    assert_eq!(outline(tabs), expected);
}
