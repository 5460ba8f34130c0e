//! Statements over one buffer of text.

use super::{Fault, literal, spare};

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

    /// How long it is as a line, with labels of `label` bytes.
    pub(super) fn length(&self, label: usize) -> usize {
        let of = |span: Span| (span.end - span.start) as usize;
        let node = |node| if let Node::Text(span) = node { of(span) } else { label };
        let graph = self.graph.map_or(0, |graph| node(graph) + 1);
        node(self.subject) + of(self.predicate) + node(self.object) + graph + 5
    }
}

/// Statements. May hold the same one twice.
#[derive(Debug, Default)]
pub(super) struct Dataset {
    text: String,
    pub(super) quads: Vec<Quad>,
    /// How many blank nodes there are.
    pub(super) blanks: u32,
    /// Bytes that are kept elsewhere on account of these statements.
    beside: usize,
}

impl Drop for Dataset {
    fn drop(&mut self) {
        spare::keep(std::mem::take(&mut self.text));
    }
}

/// What a document may come to, in bytes of N-Quads. What would go beyond is not kept, and the
/// document is given up.
const MAX_TEXT: usize = 64 << 20;

impl Dataset {
    /// An empty one with room for a usual credential.
    pub(super) fn with_room() -> Self {
        Self { text: spare::take(), quads: Vec::with_capacity(128), ..Self::default() }
    }

    pub(super) fn text(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Whether two nodes are one.
    pub(super) fn same(&self, a: Node, b: Node) -> bool {
        match (a, b) {
            (Node::Blank(a), Node::Blank(b)) => a == b,
            (Node::Text(a), Node::Text(b)) => self.text(a) == self.text(b),
            _ => false,
        }
    }

    /// Whether there is more of it than any document should come to.
    pub(super) fn is_too_long(&self) -> bool {
        self.text.len().saturating_add(self.beside) > MAX_TEXT
    }

    /// Counts text that is kept elsewhere.
    pub(super) fn charge(&mut self, bytes: usize) -> Result<(), Fault> {
        self.beside = self.beside.saturating_add(bytes);
        if self.is_too_long() { Err(Fault::WorkLimit) } else { Ok(()) }
    }

    /// Keeps what `write` writes; nothing, where there is too much already.
    pub(super) fn span(&mut self, write: impl FnOnce(&mut String)) -> Span {
        if self.is_too_long() {
            return Span { start: 0, end: 0 };
        }
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
