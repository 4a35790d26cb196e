// The bench's job in Polars.   POLARS_MAX_THREADS=2 node polars.cjs FILE      (from the project's root)
// A lazy scan on the streaming engine, which is its fastest way; its packages lie in build/bench.
const installed = require('node:module').createRequire(`${process.cwd()}/build/bench/package.json`);
const pl = installed('nodejs-polars');
const file = process.argv[2];

const answer = pl.col('nps');
const weight = pl.col('weight');
const promoter = answer.gtEq(9);
const detractor = answer.ltEq(6);

const sums = [
  pl.len().alias('n'),
  answer.count().alias('answered'),
  promoter.sum().alias('above'),
  detractor.sum().alias('below'),
  weight.filter(promoter).sum().alias('weight_above'),
  weight.filter(detractor).sum().alias('weight_below'),
  weight.filter(answer.isNotNull()).sum().alias('weight_all'),
  pl.col('csat').mean().alias('mean_csat'),
  pl.col('ces').mean().alias('mean_ces'),
];

const groups = pl.scanCSV(file, {}).groupBy('touchpoint').agg(...sums)
  .collectSync({ engine: 'streaming' }).toRecords();
groups.sort((a, b) => Buffer.compare(Buffer.from(a.touchpoint), Buffer.from(b.touchpoint)));

console.log('touchpoint,n,n_nps,promoters,detractors,nps,weighted_nps,mean_csat,mean_ces');
for (const g of groups) {
  const [n, answered, above, below] = [g.n, g.answered, g.above, g.below].map(Number);
  const nps = 100 * (above - below) / answered;
  const weighted = 100 * (g.weight_above - g.weight_below) / g.weight_all;
  console.log([g.touchpoint, n, answered, above / answered, below / answered, nps, weighted,
    g.mean_csat, g.mean_ces].join(','));
}
