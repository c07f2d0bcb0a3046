//! `explain`: the page of a code.

use super::setup::usage;
use super::ui::{Style, Ui};
use crate::desk::Failure;
use crate::engine::Refusal;
use crate::finding::{Code, codes, did_you_mean};
use crate::msg;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The code; without one, all of them
    code: Option<String>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<u8, Failure> {
    let Some(code) = &args.code else {
        for code in codes::ALL {
            let line = format!("{}  {}", ui.paint(Style::Bold, &super::ui::pad(code.name(), 22)), code.summary(ui.lang()));
            ui.out(line.trim_end());
        }
        return Ok(0);
    };
    let Some(page) = Code::find(code).map(|code| code.page(ui.lang())) else {
        let near = did_you_mean(code, codes::ALL.iter().map(|code| code.name())).map(|near| msg!("did-you-mean", name = near));
        let help = near.unwrap_or_else(|| msg!("cli-explain-all"));
        return match usage(msg!("cli-code-unknown", code = code)) {
            Failure::Unable(refusal) => Err(Failure::Unable(Refusal { help: Some(help), ..refusal })),
            failure => Err(failure),
        };
    };
    let mut fenced = false;
    for line in page.lines() {
        let fence = line.starts_with("```");
        fenced ^= fence;
        let line = match (fence, fenced, line.strip_prefix("# ").or_else(|| line.strip_prefix("## "))) {
            (true, _, _) => String::new(),
            (false, true, _) => ui.paint(Style::Blue, &format!("    {line}")),
            (false, false, Some(head)) => ui.paint(Style::Bold, head),
            (false, false, None) => super::ui::wrap(line, ui.width(), ""),
        };
        ui.out(&line);
    }
    Ok(0)
}
