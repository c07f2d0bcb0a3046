//! Words as HTML that means nothing but these words.

use crate::print::rich::{Block, Span};

/// Words, for text and for attributes.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Words inside a CSS string: every sign by its number.
pub fn css(words: &str) -> String {
    words.chars().map(|c| if c.is_alphanumeric() { c.to_string() } else { format!("\\{:x} ", c as u32) }).collect()
}

/// A line.
pub fn line(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        out.push_str(&match span {
            Span::Text(words) => escape(words),
            Span::Strong(words) => format!("<strong>{}</strong>", line(words)),
            Span::Emphasis(words) => format!("<em>{}</em>", line(words)),
            Span::Code(words) => format!("<code>{}</code>", escape(words)),
            Span::Link { to, words } => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", escape(to), line(words)),
            Span::Blank(words) => format!("<span class=\"blank\">‹{}›</span>", escape(words)),
            Span::Value(words) => format!("<span class=\"value\">{}</span>", escape(words).replace('\n', "<br>")),
            Span::Aside(words) => format!("<em class=\"aside\">{}</em>", escape(words)),
            Span::Break => "<br>".to_owned(),
        });
    }
    out
}

/// Blocks.
pub fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) => format!("<p>{}</p>", line(words)),
        Block::Quote(inner) => format!("<blockquote>{}</blockquote>", blocks(inner)),
        Block::Code(code) => format!("<pre>{}</pre>", escape(code.trim_end())),
        Block::List { first, items } => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>", tight(item))).collect();
            match first {
                Some(first) => format!("<ol start=\"{first}\">{items}</ol>"),
                None => format!("<ul>{items}</ul>"),
            }
        }
    }
}

/// An item's only paragraph needs none of its own.
fn tight(item: &[Block]) -> String {
    match item {
        [Block::Paragraph(words), rest @ ..] if rest.iter().all(|block| matches!(block, Block::List { .. })) => line(words) + &blocks(rest),
        _ => blocks(item),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(line(&[Span::Value("<b>\"&'".into())]), "<span class=\"value\">&lt;b&gt;&quot;&amp;&#39;</span>");
        assert_eq!(css("a\"; }</style>"), "a\\22 \\3b \\20 \\7d \\3c \\2f style\\3e ");
        assert_eq!(blocks(&[Block::Code("<x>".into())]), "<pre>&lt;x&gt;</pre>");
    }
}
