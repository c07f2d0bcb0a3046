use pasapas::{check::*, words::Lang};
struct Dir;
impl Library for Dir {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        let p = format!("workflows/{id}.yaml");
        std::fs::read(&p).ok().map(|b| (p, b))
    }
    fn ids(&self) -> Vec<String> {
        vec![]
    }
}
fn main() {
    let t = std::time::Instant::now();
    let c = Checker::new(&Dir);
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        let r = c.check(&f, &b);
        for x in &r.findings {
            let d = r.document.as_ref();
            let (pos, txt) = d
                .map(|d| {
                    let s = d.span(&x.place);
                    (d.lines().position(d.source(), s.start), d.source()[s].to_string())
                })
                .unwrap_or((pasapas::text::lines::Position { line: 0, column: 0 }, "".into()));
            println!(
                "{}:{}:{} [{}] {} {:?} {:?} «{}»",
                f,
                pos.line,
                pos.column,
                x.code,
                Lang::Fr.words().say(&x.message),
                x.message.args,
                x.place.path(),
                txt
            );
        }
        println!("{f}: {}", r.checked.is_some());
    }
    eprintln!("{:?}", t.elapsed());
}
