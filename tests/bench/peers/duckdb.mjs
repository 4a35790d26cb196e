// The bench's job in DuckDB.   node duckdb.mjs FILE THREADS      (from the project's root)
// Column types are told, which is DuckDB's fastest way; its packages lie in build/bench.
import { createRequire } from 'node:module';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const installed = createRequire(`${process.cwd()}/build/bench/package.json`);
const { DuckDBInstance } = installed('@duckdb/node-api');
const [file, threads] = process.argv.slice(2);

const types = { responded_at: 'TIMESTAMP', nps: 'TINYINT', csat: 'TINYINT', ces: 'TINYINT', weight: 'DOUBLE' };
const lines = createInterface({ input: createReadStream(file, { end: 4095 }) });
const header = (await lines[Symbol.asyncIterator]().next()).value.split(',');
const columns = header.map((name) => `'${name}': '${types[name] ?? 'VARCHAR'}'`).join(', ');

const query = `
  with answers as (
    select touchpoint, nps, csat, ces, weight,
           case when nps >= 9 then 1 when nps <= 6 then -1 when nps is not null then 0 end as side
    from read_csv('${file.replaceAll("'", "''")}', auto_detect = false, header = true, delim = ',',
                  quote = '"', escape = '"', new_line = '\\n', columns = {${columns}}))
  select touchpoint,
         count(*) as n,
         count(side) as n_nps,
         count(*) filter (side = 1) / count(side) as promoters,
         count(*) filter (side = -1) / count(side) as detractors,
         100 * avg(side) as nps,
         100 * sum(weight * side) / sum(weight) filter (side is not null) as weighted_nps,
         avg(csat) as mean_csat,
         avg(ces) as mean_ces
  from answers group by touchpoint order by touchpoint`;

const database = await DuckDBInstance.create(':memory:', { threads });
const answer = await (await database.connect()).runAndReadAll(query);
console.log(answer.columnNames().join(','));
for (const row of answer.getRows()) console.log(row.join(','));
