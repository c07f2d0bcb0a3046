//! A picture as dots: the SVG, painted by resvg with the fonts of the program and no others, so that it is the same everywhere.

use super::fonts;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

/// The most dots a picture may have: 4 bytes each, while it is made.
pub const MAX_DOTS: u64 = 120_000_000;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It would have more dots than [`MAX_DOTS`]: so many across, so many down.
    TooLarge(u64, u64),
    /// The text is no SVG that can be painted.
    Unreadable,
}

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts::FILES.iter().for_each(|file| fonts.load_font_data(file.to_vec()));
    Arc::new(fonts)
});

/// Paints an SVG, so many dots for each of its units.
///
/// # Errors
/// It would be too large, or is no SVG.
pub fn write(svg: &str, scale: f32) -> Result<Vec<u8>, Fault> {
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|_| Fault::Unreadable)?;
    let size = tree.size();
    let dots = |units: f32| (f64::from(units) * f64::from(scale)).ceil().max(1.0) as u64;
    let (wide, high) = (dots(size.width()), dots(size.height()));
    let too_large = Fault::TooLarge(wide, high);
    if wide.saturating_mul(high) > MAX_DOTS {
        return Err(too_large);
    }
    let (Ok(across), Ok(down)) = (u32::try_from(wide), u32::try_from(high)) else { return Err(too_large) };
    let mut dots = tiny_skia::Pixmap::new(across, down).ok_or(too_large)?;
    dots.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut dots.as_mut());
    dots.encode_png().map_err(|_| Fault::Unreadable)
}
