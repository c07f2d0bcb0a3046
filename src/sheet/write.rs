//! An empty workbook in which the items of a list are collected. The same list always makes the same bytes.

use super::columns::Column;
use super::example;
use crate::model::field::{Field, Kind};
use crate::model::value::{MAX_ITEMS, expected};
use crate::msg;
use crate::words::{Lang, Words};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Workbook,
    Worksheet, XlsxError,
};

/// How much of a text a drop-down's hint holds, its title and its body, in characters: what Excel takes.
const HINT: (usize, usize) = (32, 255);
/// A4, as spreadsheet programs number papers.
const A4: u8 = 9;
/// How wide a column may be, in characters.
const WIDTH: (usize, usize) = (12, 40);

/// The workbook: a column per question, with its help as a note, its options as a drop-down, and an example that is ignored when it is read.
///
/// # Errors
/// What the library that writes it says: the list is larger than a workbook can be.
pub fn write(list: &Field, columns: &[Column], words: &Words) -> Result<Vec<u8>, String> {
    made(list, columns, words).map_err(|error| error.to_string())
}

fn made(list: &Field, columns: &[Column], words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Neither a clock nor a person: nothing of the machine goes into the file.
    book.set_properties(&DocProperties::new().set_title(list.title.trim()).set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let name = sheet_name(list);
    let choices = format!("_{}", words.say(&msg!("sheet-choices")));
    let example = example::row(columns, words);
    let sheet = book.add_worksheet();
    sheet.set_name(&name)?;
    let grey = Format::new().set_italic().set_font_color(Color::RGB(0x0059_5959)).set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    for (number, (column, example)) in (0u16..).zip(columns.iter().zip(&example)) {
        let wide = column.heading.chars().count().max(example.chars().count()).clamp(WIDTH.0, WIDTH.1);
        sheet.set_column_width(number, wide as f64 + 2.0)?;
        sheet.set_column_format(number, &form(column, words))?;
        sheet.write_string_with_format(0, number, &column.heading, &heading(column))?;
        sheet.write_string_with_format(1, number, example, &grey)?;
        sheet.insert_note(0, number, &Note::new(note(column, words)).set_author("").add_author_prefix(false).set_width(280).set_height(120))?;
        sheet.add_data_validation(2, number, MAX_ITEMS as u32 + 1, number, &validation(column, number, &choices, words)?)?;
    }
    printed(sheet, list);
    options(&mut book, columns, &choices)?;
    book.save_to_buffer()
}

/// How the sheet lies on paper: the headings on every page, all columns side by side.
fn printed(sheet: &mut Worksheet, list: &Field) {
    // Neither of the two can fail with a constant row.
    let _ = sheet.set_freeze_panes(1, 0);
    let _ = sheet.set_repeat_rows(0, 0);
    let title: String = list.title.trim().chars().take(100).collect();
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_gridlines(true);
    sheet.set_header(format!("&L{}&R&P / &N", title.replace('&', "&&")));
}

/// The options of all drop-downs, one column each, on a sheet that is hidden.
fn options(book: &mut Workbook, columns: &[Column], name: &str) -> Result<(), XlsxError> {
    if !columns.iter().any(|column| matches!(column.options(), Some((_, false)))) {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(name)?.set_hidden(true);
    for (number, column) in (0u16..).zip(columns) {
        let Some((options, false)) = column.options() else { continue };
        for (row, title) in (0u32..).zip(options.values()) {
            sheet.write_string(row, number, title)?;
        }
    }
    Ok(())
}

/// A name that a sheet may have: 31 characters, none of them a bracket or slash.
fn sheet_name(list: &Field) -> String {
    let fit = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let name: String = list.title.trim().chars().filter(fit).take(31).collect();
    if name.trim().is_empty() || name.eq_ignore_ascii_case("history") { list.name.chars().take(31).collect() } else { name.trim().to_owned() }
}

fn heading(column: &Column) -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    format.set_background_color(if column.required { Color::RGB(0x00CD_E2F5) } else { Color::RGB(0x00EE_EEEE) })
}

/// The form of the cells: whatever may begin with a zero is text.
fn form(column: &Column, words: &Words) -> Format {
    let french = words.lang() == Lang::Fr;
    let form = match &column.field.kind {
        Kind::Integer => "0",
        Kind::Decimal => "General",
        Kind::Date if french => "dd/mm/yyyy",
        Kind::Date => "yyyy-mm-dd",
        Kind::Time => "hh:mm",
        Kind::Datetime if french => "dd/mm/yyyy hh:mm",
        Kind::Datetime => "yyyy-mm-dd hh:mm",
        _ => "@",
    };
    let format = Format::new().set_num_format(form).set_align(FormatAlign::Top);
    if matches!(column.field.kind, Kind::Paragraph | Kind::Options(_)) { format.set_text_wrap() } else { format }
}

/// What is to be known of a column: its help, what an answer looks like, and whether it may stay empty.
fn note(column: &Column, words: &Words) -> String {
    let mut lines: Vec<String> = column.field.help.iter().map(|help| help.trim().to_owned()).collect();
    lines.push(match column.options() {
        Some((options, several)) => {
            let titles: Vec<String> = options.values().cloned().collect();
            words.say(&if several { msg!("sheet-some-of", options = titles.join("; ")) } else { msg!("sheet-one-of", options = titles) })
        }
        None => match (&column.field.kind, column.part) {
            (Kind::Person, Some("name")) => words.say(&msg!("expected-name")),
            (Kind::Person, Some("email")) => words.say(&msg!("expected-email")),
            (Kind::Person, _) => words.say(&msg!("expected-phone")),
            (Kind::File, _) => words.say(&msg!("expected-seen")),
            (kind, _) => words.say(&msg!(expected(kind))),
        },
    });
    lines.push(words.say(&if column.required { msg!("sheet-needed") } else { msg!("sheet-optional") }));
    lines.join("\n")
}

/// The drop-down of a cell, or the hint that is shown beside it.
fn validation(column: &Column, number: u16, choices: &str, words: &Words) -> Result<DataValidation, XlsxError> {
    let cut = |text: &str, limit: usize| text.chars().take(limit).collect::<String>();
    let rule = DataValidation::new();
    let rule = match (&column.field.kind, column.options()) {
        (Kind::Boolean, _) => rule.allow_list_strings(&[words.say(&msg!("sheet-yes")), words.say(&msg!("sheet-no"))])?,
        (_, Some((options, false))) => {
            let letter = super::table::cell_name(1, usize::from(number)).trim_end_matches('1').to_owned();
            rule.allow_list_formula(Formula::new(format!("='{choices}'!${letter}$1:${letter}${}", options.len())))
        }
        _ => rule.allow_any_value(),
    };
    // Another word for yes is understood as well when the sheet is read: the program warns and lets it be.
    let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
    rule.set_input_title(cut(&column.heading, HINT.0))?.set_input_message(cut(&note(column, words), HINT.1))
}
