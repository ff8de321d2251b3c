//! How long each answer takes natively, by criterion: `make time`.

use std::time::Duration;

use criterion::{Criterion, Throughput};
use yushen_tests::measures::{MEASURES, Texts};

fn main() {
    let texts = Texts::build();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .sample_size(20)
        .configure_from_args();
    let mut group = criterion.benchmark_group("native");
    for measure in MEASURES {
        let work = (measure.prepare)(&texts);
        group.throughput(Throughput::Elements(measure.answers.into()));
        group.bench_function(measure.name, |bencher| bencher.iter(&*work));
    }
    group.finish();
    criterion.final_summary();
}
