//! The text of a document with the files that it includes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::source::{self, File, Segment, Source, Span};

use super::argument::{Argument, Arguments, Resolved, passed, resolved};
use super::directive::{self, Directive, Target};
use super::folder::{self, Folder, Refusal};
use super::unresolved::begins_line;

pub(super) fn expand(name: String, text: String, folder: &Path) -> Source {
    let text: Arc<str> = source::with_line_feeds(text).into();
    let mut expansion = Expansion {
        folder: Folder::new(folder),
        parent: Path::new(&name).parent().unwrap_or(Path::new("")).into(),
        files: vec![File::new(name, Arc::clone(&text))],
        paths: vec![PathBuf::new()],
        by_path: BTreeMap::new(),
        text: String::with_capacity(text.len()),
        segments: Vec::new(),
        included: 0,
        findings: Vec::new(),
    };
    expansion.file(&Frame {
        file: 0,
        indentation: "",
        arguments: &Arguments::new(),
        parent: None,
    });
    if let [_] = &expansion.files[..]
        && expansion.text == *text
    {
        // Nothing was included, so that one text serves as the document and as its only file.
        expansion.files[0].text = Arc::from("");
        expansion.segments.clear();
    }
    Source::expanded(
        expansion.text,
        expansion.files,
        expansion.segments,
        expansion.findings,
    )
}

/// A file while its text is put out, and the one that includes it.
struct Frame<'a> {
    file: usize,
    /// What stands before each of its lines.
    indentation: &'a str,
    arguments: &'a Arguments,
    parent: Option<&'a Frame<'a>>,
}

impl Frame<'_> {
    fn depth(&self) -> usize {
        self.parent.map_or(0, |parent| parent.depth() + 1)
    }

    fn is_open(&self, file: usize) -> bool {
        self.file == file || self.parent.is_some_and(|parent| parent.is_open(file))
    }
}

struct Expansion {
    folder: Folder,
    /// The folder's path as diagnostics show it.
    parent: PathBuf,
    files: Vec<File>,
    /// The path of each file from the folder; that of the document stays empty.
    paths: Vec<PathBuf>,
    by_path: BTreeMap<PathBuf, usize>,
    text: String,
    segments: Vec<Segment>,
    /// How many directives were resolved.
    included: usize,
    findings: Vec<Diagnostic>,
}

impl Expansion {
    fn file(&mut self, frame: &Frame<'_>) {
        let text = Arc::clone(&self.files[frame.file].text);
        // The line break behind the directive ends the last line.
        let end = match frame.parent {
            Some(_) => text
                .strip_suffix('\n')
                .unwrap_or(&text)
                .trim_end_matches('\r')
                .len(),
            None => text.len(),
        };
        let mut done = 0;
        for directive in directive::directives(&text) {
            let range = directive.range.clone();
            self.push(frame, &text, done..range.start);
            done = range.end;
            let start = self.text.len();
            if let Err((code, message)) = self.directive(frame, &text, &directive) {
                self.push(frame, &text, range);
                if let Some(code) = code {
                    let span = Span::new(start, self.text.len());
                    self.report(Diagnostic::new(code, span, message));
                }
            }
        }
        self.push(frame, &text, done.min(end)..end);
    }

    /// Adds a finding; that a limit is reached is said once.
    fn report(&mut self, finding: Diagnostic) {
        let is_limit = finding.code == Code::INCLUDE_LIMIT;
        if !is_limit
            || self
                .findings
                .iter()
                .all(|one| one.code != Code::INCLUDE_LIMIT)
        {
            self.findings.push(finding);
        }
    }

    /// Puts a file in the place of a directive. Where that cannot be, says why, or gives no code
    /// for what is rather a link than a directive.
    fn directive(
        &mut self,
        frame: &Frame<'_>,
        text: &str,
        directive: &Directive<'_>,
    ) -> Result<(), (Option<Code>, String)> {
        let start = directive.range.start;
        let at_start = begins_line(text, start);
        let is_certain = match directive.target {
            Target::Aglio(_) => !text[..start].ends_with('`'),
            Target::Hercule { .. } => at_start,
        };
        let refused = |code: Code, message: String| (is_certain.then_some(code), message);
        let target = match resolved(frame.arguments, frame.file, &directive.target) {
            Resolved::Text(text) => {
                self.push_text(frame.file, start, &text);
                return Ok(());
            }
            Resolved::Link(argument) => argument,
        };
        if frame.depth() >= limits::MAX_NESTING || self.included >= limits::MAX_INCLUDES {
            let message = "too many files are included here".to_owned();
            return Err(refused(Code::INCLUDE_LIMIT, message));
        }
        let file = self
            .find(&target)
            .map_err(|refusal| refusal_message(&target.link, &refusal))
            .map_err(|(code, message)| refused(code, message))?;
        if frame.is_open(file) {
            let message = format!("`{}` includes itself", self.files[file].name);
            return Err(refused(Code::INCLUDE_CYCLE, message));
        }
        let blanks = if at_start {
            let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
            &text[line..start]
        } else {
            ""
        };
        let indentation = format!("{}{blanks}", frame.indentation);
        let content = &self.files[file].text;
        let lines = content.matches('\n').count() + 1;
        let length = content.len() + lines * indentation.len();
        if self.text.len() + length > limits::MAX_INCLUDED {
            let message = format!("with `{}` the document becomes too large", target.link);
            return Err(refused(Code::INCLUDE_LIMIT, message));
        }
        self.included += 1;
        let arguments = passed(frame.arguments, frame.file, &directive.target);
        self.file(&Frame {
            file,
            indentation: &indentation,
            arguments: &arguments,
            parent: Some(frame),
        });
        Ok(())
    }

    /// The file that a link leads to: from its own file's folder, or else from the document's.
    fn find(&mut self, target: &Argument) -> Result<usize, Refusal> {
        let own = self.paths[target.file].parent().unwrap_or(Path::new(""));
        let mut refusal = Refusal::Outside;
        for from in [own.to_owned(), PathBuf::new()] {
            let Some(path) = folder::within(&from, &target.link) else {
                continue;
            };
            if let Some(&file) = self.by_path.get(&path) {
                return Ok(file);
            }
            match self.folder.read(&path) {
                Ok(text) => {
                    let name = self.parent.join(&path).display().to_string();
                    let file = self.files.len();
                    self.files.push(File::new(name, text.into()));
                    self.by_path.insert(path.clone(), file);
                    self.paths.push(path);
                    return Ok(file);
                }
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }

    /// Appends a part of a file, each of its lines indented.
    fn push(&mut self, frame: &Frame<'_>, text: &str, range: Range<usize>) {
        if frame.indentation.is_empty() {
            self.push_part(frame.file, range.start, &text[range]);
            return;
        }
        let mut offset = range.start;
        for line in text[range].split_inclusive('\n') {
            let is_blank = line.ends_with('\n') && line.trim().is_empty();
            if self.text.ends_with('\n') && !is_blank {
                self.push_text(frame.file, offset, frame.indentation);
            }
            self.push_part(frame.file, offset, line);
            offset += line.len();
        }
    }

    /// Appends what stands at an offset of a file.
    fn push_part(&mut self, file: usize, offset: usize, part: &str) {
        let length = part.len();
        match self.segments.last_mut() {
            Some(last)
                if last.file == file
                    && last.offset + last.length == offset
                    && last.start + last.length == self.text.len() =>
            {
                last.length += length;
            }
            _ if length > 0 => self.segments.push(Segment {
                start: self.text.len(),
                file,
                offset,
                length,
            }),
            _ => {}
        }
        self.text.push_str(part);
    }

    /// Appends what no file holds; an offset of a file is where it counts as standing.
    fn push_text(&mut self, file: usize, offset: usize, text: &str) {
        if !text.is_empty() {
            self.segments.push(Segment {
                start: self.text.len(),
                file,
                offset,
                length: 0,
            });
            self.text.push_str(text);
        }
    }
}

fn refusal_message(link: &str, refusal: &Refusal) -> (Code, String) {
    match refusal {
        Refusal::Outside => (
            Code::INCLUDE_OUTSIDE,
            format!("`{link}` lies outside of the document's folder"),
        ),
        Refusal::Unreadable(error) => (
            Code::INCLUDE_UNREADABLE,
            format!("`{link}` cannot be read: {}", error.kind()),
        ),
        Refusal::TooLarge => (
            Code::INCLUDE_LIMIT,
            format!("`{link}` is too large to be included"),
        ),
    }
}
