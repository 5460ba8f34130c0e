//! Statements over one buffer of text.

use super::{literal, spare};

const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

/// A stretch of the text of a [`Dataset`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

/// A subject, object or graph name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    /// A blank node, by number from 0.
    Blank(u32),
    /// An IRI or literal, as N-Quads write it.
    Text(Span),
}

/// One statement; no graph is the default graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quad {
    pub(super) subject: Node,
    pub(super) predicate: Span,
    pub(super) object: Node,
    pub(super) graph: Option<Node>,
}

impl Quad {
    /// Its blank nodes, as subject, object and graph.
    pub(super) fn blanks(&self) -> [Option<u32>; 3] {
        let blank = |node| if let Node::Blank(blank) = node { Some(blank) } else { None };
        [blank(self.subject), blank(self.object), self.graph.and_then(blank)]
    }
}

/// Statements. May hold the same one twice.
#[derive(Debug, Default)]
pub(super) struct Dataset {
    text: String,
    pub(super) quads: Vec<Quad>,
    /// How many blank nodes there are.
    pub(super) blanks: u32,
}

impl Drop for Dataset {
    fn drop(&mut self) {
        spare::keep(std::mem::take(&mut self.text));
    }
}

/// What a document may come to, in bytes of N-Quads; looked at before each value.
const MAX_TEXT: usize = 64 << 20;

impl Dataset {
    /// An empty one with room for a usual credential.
    pub(super) fn with_room() -> Self {
        Self { text: spare::take(), quads: Vec::with_capacity(128), blanks: 0 }
    }

    pub(super) fn text(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Whether there is more of it than any document should come to.
    pub(super) fn is_too_long(&self) -> bool {
        self.text.len() > MAX_TEXT
    }

    /// Keeps what `write` writes.
    pub(super) fn span(&mut self, write: impl FnOnce(&mut String)) -> Span {
        let start = position(self.text.len());
        write(&mut self.text);
        Span { start, end: position(self.text.len()) }
    }

    pub(super) fn blank(&mut self) -> Node {
        self.blanks += 1;
        Node::Blank(self.blanks - 1)
    }

    pub(super) fn iri(&mut self, iri: &str) -> Span {
        self.span(|text| {
            text.push('<');
            text.push_str(iri);
            text.push('>');
        })
    }

    pub(super) fn literal(&mut self, lexical: &str, datatype: &str) -> Node {
        Node::Text(self.span(|text| {
            text.push('"');
            literal::write_escaped(text, lexical);
            text.push('"');
            if datatype != XSD_STRING {
                text.push_str("^^<");
                text.push_str(datatype);
                text.push('>');
            }
        }))
    }

    pub(super) fn tagged(&mut self, lexical: &str, tag: &str) -> Node {
        Node::Text(self.span(|text| {
            text.push('"');
            literal::write_escaped(text, lexical);
            text.push_str("\"@");
            text.push_str(tag);
        }))
    }

    /// Writes one statement as a line; `label` writes the blank nodes.
    pub(super) fn write(&self, out: &mut String, quad: &Quad, label: &dyn Fn(&mut String, u32)) {
        let write = |out: &mut String, node: Node| match node {
            Node::Blank(blank) => label(out, blank),
            Node::Text(span) => out.push_str(self.text(span)),
        };
        write(out, quad.subject);
        out.push(' ');
        out.push_str(self.text(quad.predicate));
        out.push(' ');
        write(out, quad.object);
        if let Some(graph) = quad.graph {
            out.push(' ');
            write(out, graph);
        }
        out.push_str(" .\n");
    }
}

/// An offset into the text, which holds [`MAX_TEXT`] and at most one value more.
fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
