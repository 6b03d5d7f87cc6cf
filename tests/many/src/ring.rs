//! Each refers to the one before, and the first one to the last.

use model_runtime::prelude::*;

use crate::Loaded;

models! {
    M000 of M199, M001 of M000, M002 of M001, M003 of M002, M004 of M003, M005 of M004,
    M006 of M005, M007 of M006, M008 of M007, M009 of M008, M010 of M009, M011 of M010,
    M012 of M011, M013 of M012, M014 of M013, M015 of M014, M016 of M015, M017 of M016,
    M018 of M017, M019 of M018, M020 of M019, M021 of M020, M022 of M021, M023 of M022,
    M024 of M023, M025 of M024, M026 of M025, M027 of M026, M028 of M027, M029 of M028,
    M030 of M029, M031 of M030, M032 of M031, M033 of M032, M034 of M033, M035 of M034,
    M036 of M035, M037 of M036, M038 of M037, M039 of M038, M040 of M039, M041 of M040,
    M042 of M041, M043 of M042, M044 of M043, M045 of M044, M046 of M045, M047 of M046,
    M048 of M047, M049 of M048, M050 of M049, M051 of M050, M052 of M051, M053 of M052,
    M054 of M053, M055 of M054, M056 of M055, M057 of M056, M058 of M057, M059 of M058,
    M060 of M059, M061 of M060, M062 of M061, M063 of M062, M064 of M063, M065 of M064,
    M066 of M065, M067 of M066, M068 of M067, M069 of M068, M070 of M069, M071 of M070,
    M072 of M071, M073 of M072, M074 of M073, M075 of M074, M076 of M075, M077 of M076,
    M078 of M077, M079 of M078, M080 of M079, M081 of M080, M082 of M081, M083 of M082,
    M084 of M083, M085 of M084, M086 of M085, M087 of M086, M088 of M087, M089 of M088,
    M090 of M089, M091 of M090, M092 of M091, M093 of M092, M094 of M093, M095 of M094,
    M096 of M095, M097 of M096, M098 of M097, M099 of M098, M100 of M099, M101 of M100,
    M102 of M101, M103 of M102, M104 of M103, M105 of M104, M106 of M105, M107 of M106,
    M108 of M107, M109 of M108, M110 of M109, M111 of M110, M112 of M111, M113 of M112,
    M114 of M113, M115 of M114, M116 of M115, M117 of M116, M118 of M117, M119 of M118,
    M120 of M119, M121 of M120, M122 of M121, M123 of M122, M124 of M123, M125 of M124,
    M126 of M125, M127 of M126, M128 of M127, M129 of M128, M130 of M129, M131 of M130,
    M132 of M131, M133 of M132, M134 of M133, M135 of M134, M136 of M135, M137 of M136,
    M138 of M137, M139 of M138, M140 of M139, M141 of M140, M142 of M141, M143 of M142,
    M144 of M143, M145 of M144, M146 of M145, M147 of M146, M148 of M147, M149 of M148,
    M150 of M149, M151 of M150, M152 of M151, M153 of M152, M154 of M153, M155 of M154,
    M156 of M155, M157 of M156, M158 of M157, M159 of M158, M160 of M159, M161 of M160,
    M162 of M161, M163 of M162, M164 of M163, M165 of M164, M166 of M165, M167 of M166,
    M168 of M167, M169 of M168, M170 of M169, M171 of M170, M172 of M171, M173 of M172,
    M174 of M173, M175 of M174, M176 of M175, M177 of M176, M178 of M177, M179 of M178,
    M180 of M179, M181 of M180, M182 of M181, M183 of M182, M184 of M183, M185 of M184,
    M186 of M185, M187 of M186, M188 of M187, M189 of M188, M190 of M189, M191 of M190,
    M192 of M191, M193 of M192, M194 of M193, M195 of M194, M196 of M195, M197 of M196,
    M198 of M197, M199 of M198,
}

/// All of them.
pub const SCHEMA: Schema = schema![
    M000, M001, M002, M003, M004, M005, M006, M007, M008, M009, M010, M011, M012, M013, M014, M015,
    M016, M017, M018, M019, M020, M021, M022, M023, M024, M025, M026, M027, M028, M029, M030, M031,
    M032, M033, M034, M035, M036, M037, M038, M039, M040, M041, M042, M043, M044, M045, M046, M047,
    M048, M049, M050, M051, M052, M053, M054, M055, M056, M057, M058, M059, M060, M061, M062, M063,
    M064, M065, M066, M067, M068, M069, M070, M071, M072, M073, M074, M075, M076, M077, M078, M079,
    M080, M081, M082, M083, M084, M085, M086, M087, M088, M089, M090, M091, M092, M093, M094, M095,
    M096, M097, M098, M099, M100, M101, M102, M103, M104, M105, M106, M107, M108, M109, M110, M111,
    M112, M113, M114, M115, M116, M117, M118, M119, M120, M121, M122, M123, M124, M125, M126, M127,
    M128, M129, M130, M131, M132, M133, M134, M135, M136, M137, M138, M139, M140, M141, M142, M143,
    M144, M145, M146, M147, M148, M149, M150, M151, M152, M153, M154, M155, M156, M157, M158, M159,
    M160, M161, M162, M163, M164, M165, M166, M167, M168, M169, M170, M171, M172, M173, M174, M175,
    M176, M177, M178, M179, M180, M181, M182, M183, M184, M185, M186, M187, M188, M189, M190, M191,
    M192, M193, M194, M195, M196, M197, M198, M199,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn loads_go_round() -> Result<()> {
        let db = Db::connect("sqlite::memory:").await?;
        db.create_all(&SCHEMA).await?;
        let first = M198::create().insert(&db).await?;
        let second = M199::create().previous(&first).insert(&db).await?;
        let third = M000::create().previous(&second).insert(&db).await?;
        assert_eq!(M000::find(third.id).one(&db).await?, third);
        let fourth = M001::create().previous(&third).insert(&db).await?;
        let round = M198::NEXT.with(M199::NEXT.with(M000::NEXT));
        let loaded = M198::query().with(round).all(&db).await?;
        let behind = vec![(third.clone(), vec![fourth])];
        assert_eq!(loaded, [(first, vec![(second.clone(), behind)])]);
        assert_eq!(M000::load(&db).await?, [(third.clone(), Some((second, vec![third])))]);
        Ok(())
    }
}
