-- Names of people made comparable, in this one place: what is stored of the register, what is asked of rosters, and the
-- blocks in which candidates are looked for. Every function is immutable: an index and a stored row stay what they are.

create function identity.word_families() returns jsonb language sql immutable parallel safe as $$
    select '{
        "MUHAMAD": "MUHAMMAD", "MOHAMMAD": "MUHAMMAD", "MOHAMAD": "MUHAMMAD", "MOHAMED": "MUHAMMAD", "MOHAMMED": "MUHAMMAD",
        "MUHAMMED": "MUHAMMAD", "MUHAMED": "MUHAMMAD", "MOCHAMMAD": "MUHAMMAD", "MOCHAMAD": "MUHAMMAD", "MOCHAMED": "MUHAMMAD",
        "MUCHAMMAD": "MUHAMMAD", "MUCHAMAD": "MUHAMMAD", "MOKHAMMAD": "MUHAMMAD", "MOKHAMAD": "MUHAMMAD", "MUKHAMMAD": "MUHAMMAD",
        "MUKHAMAD": "MUHAMMAD", "MUKHAMED": "MUHAMMAD", "MUHAMMAT": "MUHAMMAD", "MUHAMAT": "MUHAMMAD", "MOHAMAT": "MUHAMMAD",
        "MOCHAMMED": "MUHAMMAD", "MUHAMMD": "MUHAMMAD", "MUHMMAD": "MUHAMMAD", "MUHAMD": "MUHAMMAD", "MUHAMMADD": "MUHAMMAD",
        "MOH": "MUHAMMAD", "MUH": "MUHAMMAD", "MOCH": "MUHAMMAD", "MUCH": "MUHAMMAD", "MOKH": "MUHAMMAD", "MUKH": "MUHAMMAD",
        "MHD": "MUHAMMAD", "MUHD": "MUHAMMAD", "MOHD": "MUHAMMAD", "MOHM": "MUHAMMAD", "MUHAM": "MUHAMMAD", "MOHAM": "MUHAMMAD",
        "MCH": "MUHAMMAD", "MOCHD": "MUHAMMAD", "MHMD": "MUHAMMAD", "MOHMD": "MUHAMMAD", "MUHMD": "MUHAMMAD", "MUHAMADH": "MUHAMMAD",
        "ACHMAD": "AHMAD", "AKHMAD": "AHMAD", "AHMED": "AHMAD", "ACHMED": "AHMAD", "AKHMED": "AHMAD", "ACHAMAD": "AHMAD",
        "AHMAT": "AHMAD", "ACHMAT": "AHMAD", "AKHMAT": "AHMAD", "AHAMAD": "AHMAD", "AHMMAD": "AHMAD", "ACH": "AHMAD", "AKH": "AHMAD",
        "AHM": "AHMAD", "AHD": "AHMAD", "ACHM": "AHMAD", "AHMD": "AHMAD", "AMAD": "AHMAD",
        "SITTI": "SITI", "SITY": "SITI", "SITIE": "SITI", "SITTY": "SITI", "SIITI": "SITI", "STI": "SITI", "SITII": "SITI", "SIT": "SITI",
        "SITHI": "SITI", "CITI": "SITI", "SYITI": "SITI",
        "ABD": "ABDUL", "ABDL": "ABDUL", "ABDOEL": "ABDUL", "ABDOL": "ABDUL", "ABDUR": "ABDUL", "ABDUS": "ABDUL", "ABDUN": "ABDUL",
        "ABDUT": "ABDUL", "ABDUD": "ABDUL", "ABDU": "ABDUL", "ABDULL": "ABDUL", "ABDUZ": "ABDUL", "ABDOUL": "ABDUL", "ABDEL": "ABDUL",
        "ABDUSH": "ABDUL", "ABDUSY": "ABDUL", "ABDAL": "ABDUL", "ABDUNN": "ABDUL", "ABDURR": "ABDUL",
        "NOER": "NUR", "NOOR": "NUR", "NOR": "NUR", "NUUR": "NUR", "NURR": "NUR", "NUHR": "NUR", "NR": "NUR",
        "NOERUL": "NURUL", "NOORUL": "NURUL", "NORUL": "NURUL", "NURIL": "NURUL",
        "SRIE": "SRI", "SRY": "SRI", "SHRI": "SRI", "TRIE": "TRI", "TRY": "TRI", "DWIE": "DWI", "DWY": "DWI", "DUWI": "DWI",
        "ROHMAN": "RAHMAN", "ROCHMAN": "RAHMAN", "ROKHMAN": "RAHMAN", "RACHMAN": "RAHMAN", "RAKHMAN": "RAHMAN",
        "ROHMAT": "RAHMAT", "ROCHMAT": "RAHMAT", "ROKHMAT": "RAHMAT", "RACHMAT": "RAHMAT", "RAKHMAT": "RAHMAT", "RAHMAD": "RAHMAT",
        "ROHMAH": "RAHMAH", "ROCHMAH": "RAHMAH", "ROKHMAH": "RAHMAH", "ROHIM": "RAHIM", "ROCHIM": "RAHIM", "ROKHIM": "RAHIM",
        "SHOLEH": "SALEH", "SOLEH": "SALEH", "SHALEH": "SALEH", "SOLIH": "SALEH", "SHOLIH": "SALEH", "SALIH": "SALEH",
        "SHOLIHIN": "SOLIHIN", "SOLIKIN": "SOLIHIN", "SOLIKHIN": "SOLIHIN", "SOLICHIN": "SOLIHIN", "SHOLICHIN": "SOLIHIN",
        "SHOLIKHIN": "SOLIHIN", "SOLEHIN": "SOLIHIN", "SHOLEHIN": "SOLIHIN", "SALEHIN": "SOLIHIN", "SALIHIN": "SOLIHIN",
        "MUSTOFA": "MUSTAFA", "MUSTOPA": "MUSTAFA", "MUSTAPA": "MUSTAFA", "MUSTHOFA": "MUSTAFA", "MUSTHAFA": "MUSTAFA", "MUSTOFAH": "MUSTAFA",
        "KHOIRUL": "KHAIRUL", "CHOIRUL": "KHAIRUL", "HOIRUL": "KHAIRUL", "CHAIRUL": "KHAIRUL", "HAIRUL": "KHAIRUL", "KOIRUL": "KHAIRUL",
        "KAIRUL": "KHAIRUL", "QOIRUL": "KHAIRUL", "KHOERUL": "KHAIRUL", "CHOERUL": "KHAIRUL", "HAERUL": "KHAIRUL", "KHAERUL": "KHAIRUL",
        "KHOLID": "KHALID", "CHOLID": "KHALID", "CHALID": "KHALID", "HOLID": "KHALID", "KHOLIL": "KHALIL", "CHOLIL": "KHALIL",
        "HOLIL": "KHALIL", "CHALIL": "KHALIL", "KHOTIMAH": "KHATIMAH", "CHOTIMAH": "KHATIMAH", "HOTIMAH": "KHATIMAH", "KOTIMAH": "KHATIMAH",
        "KHOTIJAH": "KHADIJAH", "KHODIJAH": "KHADIJAH", "HODIJAH": "KHADIJAH", "KHATIJAH": "KHADIJAH",
        "ROSYID": "RASYID", "ROSID": "RASYID", "RASID": "RASYID", "ROSHID": "RASYID", "ROFIQ": "RAFIQ", "ROFIK": "RAFIQ", "RAFIK": "RAFIQ",
        "ROFIKH": "RAFIQ", "IBROHIM": "IBRAHIM", "IBRAHEM": "IBRAHIM", "IBROHEM": "IBRAHIM",
        "SAEFUL": "SAIFUL", "SYAIFUL": "SAIFUL", "SYAEFUL": "SAIFUL", "SAIPUL": "SAIFUL", "SAEPUL": "SAIFUL", "SYAIPUL": "SAIFUL",
        "SAEFUDIN": "SAIFUDIN", "SAIFUDDIN": "SAIFUDIN", "SAEFUDDIN": "SAIFUDIN", "SYAIFUDIN": "SAIFUDIN", "SYAIFUDDIN": "SAIFUDIN",
        "SAEPUDIN": "SAIFUDIN", "SAEPULOH": "SAIFULLAH", "SAEFULLOH": "SAIFULLAH", "SAIFULLOH": "SAIFULLAH", "SAEFULLAH": "SAIFULLAH",
        "ZAENAL": "ZAINAL", "JAENAL": "ZAINAL", "JAINAL": "ZAINAL", "ZAINUL": "ZAINAL", "ZENAL": "ZAINAL", "JENAL": "ZAINAL", "ZAENUL": "ZAINAL",
        "ZAENUDIN": "ZAINUDIN", "ZAINUDDIN": "ZAINUDIN", "ZAENUDDIN": "ZAINUDIN", "JAENUDIN": "ZAINUDIN", "JAINUDIN": "ZAINUDIN",
        "ZAENAB": "ZAINAB", "JAENAB": "ZAINAB", "JAINAB": "ZAINAB", "ZENAB": "ZAINAB",
        "HUSEN": "HUSAIN", "HUSEIN": "HUSAIN", "HUSSEIN": "HUSAIN", "HUSSAIN": "HUSAIN", "HOESEIN": "HUSAIN", "CHUSEN": "HUSAIN", "CHUSAIN": "HUSAIN",
        "CHANDRA": "CANDRA", "TJANDRA": "CANDRA", "CHATARINA": "KATARINA", "CATHARINA": "KATARINA", "CHRISTINA": "KRISTINA", "CRISTINA": "KRISTINA",
        "CHRISTIAN": "KRISTIAN", "CRISTIAN": "KRISTIAN", "YOHANNES": "YOHANES", "JOHANES": "YOHANES", "JOHANNES": "YOHANES",
        "JUSUF": "YUSUF", "YUSUP": "YUSUF", "JUSUP": "YUSUF", "YOESOEF": "YUSUF", "YOSEF": "YOSEF", "JOSEPH": "YOSEF", "YOSEPH": "YOSEF", "YOSEP": "YOSEF",
        "DEWIE": "DEWI", "DEFI": "DEVI", "DEVY": "DEVI", "RIZKY": "RIZKI", "RISKI": "RIZKI", "RISKY": "RIZKI", "RIZQI": "RIZKI",
        "RIZQY": "RIZKI", "RIZQIE": "RIZKI", "REZKI": "RIZKI", "REZKY": "RIZKI", "FITRIE": "FITRI", "FITRY": "FITRI", "PITRI": "FITRI", "FIETRI": "FITRI",
        "ABDULLOH": "ABDULLAH", "ABDULAH": "ABDULLAH", "ABDULOH": "ABDULLAH", "UMMU": "UMI", "UMMI": "UMI", "UMU": "UMI", "OEMI": "UMI",
        "TAUFIQ": "TAUFIK", "TAUPIK": "TAUFIK", "TAUFIQQ": "TAUFIK", "TOFIK": "TAUFIK", "TAUFIC": "TAUFIK", "FAUZY": "FAUZI", "PAUZI": "FAUZI",
        "SYAMSUL": "SAMSUL", "SYAMSUDIN": "SAMSUDIN", "SYAMSUDDIN": "SAMSUDIN", "SAMSUDDIN": "SAMSUDIN", "SJAMSUDDIN": "SAMSUDIN",
        "NENGSIH": "NINGSIH", "WAHJU": "WAHYU", "WAHYUDDIN": "WAHYUDIN", "HIDAYATULLOH": "HIDAYATULLAH", "QOMARIYAH": "KOMARIAH",
        "QOMARIAH": "KOMARIAH", "KOMARIYAH": "KOMARIAH", "QOMARUDIN": "KOMARUDIN", "KOMARUDDIN": "KOMARUDIN", "KAMARUDIN": "KOMARUDIN",
        "KAMARUDDIN": "KOMARUDIN", "QAMARUDDIN": "KOMARUDIN"
    }'::jsonb
$$;
comment on function identity.word_families is 'Spellings of one word of a name, with the one that stands for all of them.';

-- At the beginning of a name, one after the other, as long as something is left.
create function identity.leading_titles() returns text[] language sql immutable parallel safe as $$
    select array[
        'H', 'HJ', 'HI', 'HAJI', 'HAJJAH', 'HAJAH', 'HJH', 'DR', 'DRS', 'DRA', 'DRG', 'DRH', 'IR', 'PROF', 'KH', 'KHJ', 'KYAI', 'KIAI', 'KIYAI',
        'UST', 'USTAD', 'USTADZ', 'USTADZAH', 'USTADAH', 'USTZ', 'HABIB', 'SYEKH', 'BUYA', 'GUS', 'LURAH', 'MBAH', 'PAK', 'BU', 'BPK', 'BP', 'BAPAK',
        'IBU', 'SDR', 'SDRI', 'SAUDARA', 'SAUDARI', 'TN', 'TUAN', 'NY', 'NYONYA', 'NN', 'NONA', 'ALM', 'ALMH', 'ALMARHUM', 'ALMARHUMAH', 'R', 'RA', 'RR',
        'RD', 'RM', 'RADEN', 'NS', 'APT', 'PDT', 'PENDETA', 'PASTOR', 'ROMO', 'SUSTER', 'LETDA', 'LETKOL', 'SERMA', 'SERKA', 'SERTU', 'SERDA', 'PELTU',
        'PELDA', 'KAPTEN', 'MAYOR', 'KOPRAL', 'PRAKA', 'PRATU', 'KOMBES', 'AKBP', 'AKP', 'IPTU', 'IPDA', 'AIPTU', 'AIPDA', 'BRIPKA', 'BRIPTU', 'BRIPDA',
        'BRIGADIR', 'MR', 'MRS', 'MS', 'MISS'
    ]
$$;
-- At the end of a name, or after its comma.
create function identity.trailing_titles() returns text[] language sql immutable parallel safe as $$
    select array[
        'SE', 'SH', 'ST', 'SP', 'SS', 'SI', 'SIP', 'SPD', 'SPDI', 'SPDSD', 'SPDAUD', 'SPDPAUD', 'SAG', 'SKOM', 'SSOS', 'SSOSI', 'SSI', 'SPSI', 'SKM', 'SKEP', 'SKP',
        'SFARM', 'SGZ', 'SHUM', 'SHUT', 'SHI', 'SEI', 'SESY', 'SHSY', 'STP', 'SPT', 'SPI', 'SKED', 'SKG', 'SSN', 'SDS', 'SSTP', 'SSIT', 'STR', 'STRKEB', 'STRKEP',
        'SST', 'STAK', 'STH', 'STHI', 'SAP', 'SAB', 'SAK', 'SAKUN', 'SIKOM', 'SIK', 'SPAR', 'SPN', 'SFIL', 'SSTAT', 'SMAT', 'SARS', 'SAR', 'SKEB', 'STRT', 'SMB',
        'MM', 'MT', 'MH', 'MA', 'MP', 'MSI', 'MPD', 'MPDI', 'MAG', 'MKOM', 'MTI', 'MCS', 'MSC', 'MKES', 'MKM', 'MKEP', 'MHUM', 'MSOS', 'MAP', 'MAB', 'MAK', 'MBA',
        'MIP', 'MIKOM', 'MPSI', 'MFARM', 'MGZ', 'MENG', 'MED', 'MPA', 'MEI', 'MESY', 'MHI', 'MTH', 'MDS', 'MSN', 'MARS', 'MPH', 'MPSDM', 'MSAK', 'LLM', 'PHD', 'CA',
        'CPA', 'AK', 'BA', 'BSC', 'BE', 'BBA', 'AMD', 'AMDKEB', 'AMDKEP', 'AMDKOM', 'AMDAK', 'AMDGZ', 'AMDFARM', 'AMK', 'AMKEB', 'AMKEP', 'AMAK', 'AMAPD', 'AMA',
        'AMAPK', 'AMP', 'AMDPD', 'AMF', 'AMR', 'AMT', 'NERS', 'NS', 'APT', 'IPM', 'ALM', 'ALMH', 'ALMARHUM', 'ALMARHUMAH', 'SPOG', 'SPA', 'SPPD', 'SPB', 'SPAN',
        'SPM', 'SPK', 'SPKJ', 'SPTHT', 'SPKK', 'DIPL', 'DPL', 'BCKU', 'CHT', 'QIA', 'ASN', 'PNS'
    ]
$$;
-- Between the words of a name.
create function identity.joining_words() returns text[] language sql immutable parallel safe as $$
    select array['BIN', 'BINTI', 'BT', 'BTE', 'BTI', 'BTN', 'BNT', 'BINT', 'BINTE', 'IBNU', 'BR', 'BORU', 'BRU', 'AK', 'ANAK', 'B', 'BN', 'ALIAS', 'ALS', 'ALIS', 'AP', 'PGL']
$$;

create function identity.normal_name(name text) returns text language plpgsql immutable parallel safe strict as $$
declare
    families constant jsonb := identity.word_families();
    written text := upper(name);
    degree constant text := '([ ,])[SMAD]\. ?(E|H|T|P|M|A|SI|PD|KOM|AG|SOS|IP|KEP|FARM|HUM|KES|SC|PSI|AK|MD|KM|GZ|TR|STAT|PT|HI|HUT|KEB|SN|DS|ENG|EI|SY|TH|FIL|IKOM|AP|AB|KED|KG|PAR|PI|I|ST|TP|ARS|MA\. ?PD)(\.|$|(?=[ ,/-]))( ?(I|SD|SY|KEB|KEP|AK|T|PAUD)(\.|$|(?=[ ,])))?';
    words text[];
    word text;
    kept text[] := '{}';
    last_one integer;
begin
    if written ~ '[^ -~]' then
        written := translate(
            written, 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüý’‘`´ʼ＇' || chr(160),
            'AAAAAACEEEEIIIINOOOOOUUUUYAAAAAACEEEEIIIINOOOOOUUUUY'''''''''''' '
        );
    end if;
    if position('(' in written) > 0 then
        written := coalesce(nullif(btrim(regexp_replace(written, '\([^)]*\)?', ' ', 'g')), ''), written);
    end if;
    if written ~ ' - |/| ALIAS | ALS |@' then
        written := coalesce(nullif(btrim(regexp_replace(written, '( - |/| ALIAS | ALS\M|@).*$', '')), ''), written);
    end if;
    if position(',' in written) > 1 then
        -- Degrees stand behind the comma; what else stands there is kept, for some write the last name first.
        select split_part(written, ',', 1) || ' ' || coalesce(string_agg(part, ' ' order by place), '')
        into written
        from regexp_split_to_table(translate(substr(written, position(',' in written) + 1), '.', ''), '[ ,]+')
        with ordinality as behind (part, place)
        where part <> all(identity.trailing_titles());
    end if;
    if position('.' in written) > 0 then
        written := regexp_replace(regexp_replace(written, degree, '\1', 'g'), degree, '\1', 'g');
    end if;
    written := translate(written, '''`"', '');
    if written ~ '[^A-Z ]' then
        if position('0' in written) + position('1' in written) + position('5' in written) > 0 then
            written := regexp_replace(regexp_replace(regexp_replace(
                written, '(?<=[A-Z])0|0(?=[A-Z])', 'O', 'g'), '(?<=[A-Z])1|1(?=[A-Z])', 'I', 'g'), '(?<=[A-Z])5|5(?=[A-Z])', 'S', 'g');
        end if;
        written := regexp_replace(written, '[^A-Z]+', ' ', 'g');
    end if;
    words := string_to_array(btrim(written), ' ');
    words := array_remove(words, '');
    if cardinality(words) > 3 then
        -- What follows is the father's name, which few lists have.
        last_one := least(
            coalesce(array_position(words, 'BIN', 3), 99), coalesce(array_position(words, 'BINTI', 3), 99),
            coalesce(array_position(words, 'BTE', 3), 99), coalesce(array_position(words, 'BT', 3), 99)
        );
        words := words[:last_one - 1];
    end if;
    while cardinality(words) > 1 and words[1] = any(identity.leading_titles()) loop
        words := words[2:];
    end loop;
    last_one := cardinality(words);
    while last_one > 1 and words[last_one] = any(identity.trailing_titles()) loop
        last_one := last_one - 1;
    end loop;
    words := words[:last_one];
    if cardinality(words) > 1 then
        if words[1] = 'M' then
            words[1] := 'MUHAMMAD';
        elsif words[1] = 'ST' then
            words[1] := 'SITI';
        end if;
    end if;
    foreach word in array words loop
        if cardinality(kept) > 0 and word = any(identity.joining_words()) and word <> words[last_one] then
            continue;
        end if;
        word := coalesce(families ->> word, word);
        if left(word, 3) = 'ABD' and length(word) > 7 and word not in ('ABDULLAH', 'ABDILLAH') then
            word := regexp_replace(word, '^ABD[UO](L(?=L?[^L])|R(?=R)|S(?=S)|N(?=N)|Z(?=Z)|T(?=T)|D(?=D))([A-Z]+)$', 'ABDUL \2');
            if left(word, 6) = 'ABDUL ' then
                word := 'ABDUL ' || coalesce(families ->> substr(word, 7), substr(word, 7));
            end if;
        end if;
        if cardinality(kept) = 0 or word <> kept[cardinality(kept)] then
            kept := kept || word;
        end if;
    end loop;
    return nullif(array_to_string(kept, ' '), '');
end
$$;
comment on function identity.normal_name is
'A name in capitals without signs, titles, degrees and words that join, each family of spellings as one. Null where nothing is left.';

create function identity.heard(normal_name text) returns text language plpgsql immutable parallel safe strict as $$
declare
    heard text := ' ' || normal_name || ' ';
begin
    heard := replace(replace(replace(replace(replace(replace(heard, 'OE', 'U'), 'TJ', 'C'), 'DJ', 'J'), 'SJ', 'S'), 'NJ', 'NY'), 'PH', 'P');
    heard := replace(replace(replace(replace(replace(replace(replace(heard, 'CH', 'H'), 'KH', 'H'), 'SY', 'S'), 'SH', 'S'), 'TH', 'T'), 'DH', 'D'), 'X', 'KS');
    heard := translate(heard, 'FVZQJEO', 'PPSKYIU');
    heard := replace(replace(replace(heard, 'YY', 'Y'), 'IY', 'I'), 'UW', 'U');
    if position('H' in heard) + position('Y' in heard) > 0 then
        heard := regexp_replace(heard, '([AIU])[HY](?=[AIU ])', '\1', 'g');
    end if;
    heard := replace(heard, 'D ', 'T ');
    heard := replace(replace(replace(replace(replace(replace(heard, 'AA', 'A'), 'II', 'I'), 'UU', 'U'), 'BB', 'B'), 'CC', 'C'), 'DD', 'D');
    heard := replace(replace(replace(replace(replace(replace(heard, 'GG', 'G'), 'HH', 'H'), 'KK', 'K'), 'LL', 'L'), 'MM', 'M'), 'NN', 'N');
    heard := replace(replace(replace(replace(replace(replace(heard, 'PP', 'P'), 'RR', 'R'), 'SS', 'S'), 'TT', 'T'), 'WW', 'W'), 'YY', 'Y');
    return nullif(btrim(heard), '');
end
$$;
comment on function identity.heard is 'The sound of a name that is normal already.';

create function identity.sound(name text) returns text language sql immutable parallel safe strict as $$
    select identity.heard(identity.normal_name(name))
$$;
comment on function identity.sound is 'What a name sounds like, its words as they are written; spellings that Indonesian ears do not tell apart are one.';

create function identity.sorted_words(words text) returns text language sql immutable parallel safe strict as $$
    select string_agg(word, ' ' order by word collate "C") from unnest(string_to_array(words, ' ')) as word
$$;

create function identity.skeletons(sound text) returns text[] language plpgsql immutable parallel safe strict as $$
declare
    bones text[] := '{}';
    word text;
begin
    foreach word in array string_to_array(sound, ' ') loop
        if length(word) > 1 then
            bones := bones || left(left(word, 1) || translate(substr(word, 2), 'AIUEO', ''), 6);
        end if;
    end loop;
    return bones;
end
$$;
comment on function identity.skeletons is 'A skeleton for each word of a sound: its first letter and up to five consonants.';

-- In which a person and a row of a list are looked for together. Words that every tenth name has lead nowhere.
create function identity.blocks(
    sound text, name_key text, word_keys text[], born_on date, sex text, area_code text, nik_no bigint
) returns bigint[] language plpgsql immutable parallel safe as $$
declare
    common constant text[] := array['MMT', 'AHMT', 'ST', 'ABDL', 'NR', 'SR', 'DW', 'TR', 'AK', 'IK', 'PTR', 'STWN', 'WT', 'YN', 'SP'];
    keys bigint[] := '{}';
    bone text;
    regency constant text := left(area_code, 5);
    is_only constant boolean := cardinality(word_keys) <= 1;
    -- What is written where nobody knows the day: a hundred times as many were born then.
    is_filled_date constant boolean := to_char(born_on, 'MMDD') in ('0101', '1231', '0701');
begin
    if born_on is not null and length(area_code) >= 5 and not is_filled_date then
        keys := keys || hashtextextended(regency, 1000000 + (born_on - date '1900-01-01'));
    end if;
    if name_key is not null and length(area_code) >= 5 then
        keys := keys || hashtextextended(name_key || regency, 1);
    end if;
    if name_key is not null and born_on is not null then
        keys := keys || hashtextextended(name_key || left(area_code, 2), 2000 + extract(year from born_on)::bigint);
        keys := keys || hashtextextended(array_to_string(identity.skeletons(replace(sound, ' ', '')), ''), 2000000 + (born_on - date '1900-01-01'));
    end if;
    if word_keys is not null then
        foreach bone in array word_keys loop
            if length(bone) < 2 or (not is_only and bone = any(common)) then
                continue;
            end if;
            if born_on is not null then
                keys := keys || hashtextextended(
                    bone || case when is_filled_date then left(area_code, 5) else '' end,
                    3000000 + (born_on - date '1900-01-01')
                );
                if length(area_code) >= 8 then
                    keys := keys || hashtextextended(bone || left(area_code, 8), 5000 + extract(year from born_on)::bigint);
                end if;
            end if;
            if length(area_code) = 13 and sex is not null then
                keys := keys || hashtextextended(bone || area_code || sex, 2);
            end if;
        end loop;
    end if;
    if nik_no is not null then
        keys := keys || -(nik_no / 10000);
    end if;
    return keys;
end
$$;
comment on function identity.blocks is
'Keys of which a row and a person in question share at least one: date with kabupaten, word or whole name; sound with kabupaten or year and province; '
'word with kecamatan and year, or with village and sex; the first twelve digits of the NIK.';

-- What of a description is compared beside its blocks: the sound as its words are written, the keys of its row.
alter table identity.description add column sound text;
alter table identity.description add column nik_no bigint;
comment on column identity.description.name is 'The normal name.';
comment on column identity.description.sound is 'The sound of the name, its words as they are written.';
comment on column identity.description.nik_no is 'The NIK of the row of the register.';
create index description_blocks on identity.description using gin (
    identity.blocks(sound, name_key, word_keys, born_on, sex, area_code, nik_no)
) with (fastupdate = off);

alter table register.membership add column nama_ibu text;

-- What a NIK says of its owner, and how far two rows are apart.
create function identity.digits_of(nik text) returns text language sql immutable parallel safe strict as $$
    select nullif(regexp_replace(translate(upper(nik), 'OQDILZSB', '00011258'), '[^0-9]', '', 'g'), '')
$$;
comment on function identity.digits_of is 'The digits of a NIK as written, letters that are read for digits taken as digits.';

create function identity.nik_born_on(nik text) returns date language plpgsql immutable parallel safe strict as $$
declare
    day integer;
    month integer;
    year integer;
begin
    if nik !~ '^[0-9]{16}$' then
        return null;
    end if;
    day := substr(nik, 7, 2)::integer;
    month := substr(nik, 9, 2)::integer;
    year := 1900 + substr(nik, 11, 2)::integer;
    day := case when day > 40 then day - 40 else day end;
    if year < 1930 then
        year := year + 100;
    end if;
    if month not between 1 and 12 or day not between 1 and 31 then
        return null;
    end if;
    if day > extract(day from make_date(year, month, 1) + interval '1 month - 1 day') then
        return null;
    end if;
    return make_date(year, month, day);
end
$$;
comment on function identity.nik_born_on is 'The birth date in a NIK of sixteen digits; null where there is none.';

create function identity.nik_sex(nik text) returns text language sql immutable parallel safe strict as $$
    select case when nik ~ '^[0-9]{16}$' then case when substr(nik, 7, 1) >= '4' then 'P' else 'L' end end
$$;

create function identity.place_level(area_code text, other_code text) returns smallint language sql immutable parallel safe strict as $$
    select case
        when length(area_code) = 13 and area_code = other_code then 6
        when length(area_code) >= 8 and left(area_code, 8) = left(other_code, 8)
            then case when length(area_code) < 13 or length(other_code) < 13 then 5 else 4 end
        when length(area_code) >= 5 and left(area_code, 5) = left(other_code, 5)
            then case when length(area_code) < 8 or length(other_code) < 8 then 3 else 2 end
        when left(area_code, 2) = left(other_code, 2) then 1
        else 0
    end::smallint
$$;

-- The levels of a name that a key of its own is enough for: 10 the same, 9 sounds the same, 8 joined or split, 6 a word less.
create function identity.exact_name_level(
    normal_name text, other_name text, other_sound text, other_key text, other_bones text[]
) returns smallint language plpgsql immutable parallel safe strict as $$
declare
    heard text;
    bones text[];
begin
    if normal_name = other_name then
        return 10;
    end if;
    heard := identity.heard(normal_name);
    if identity.sorted_words(heard) = other_key then
        return 9;
    end if;
    if replace(heard, ' ', '') = replace(other_sound, ' ', '') then
        return 8;
    end if;
    bones := identity.skeletons(heard);
    if (bones <@ other_bones or bones @> other_bones)
        and greatest(cardinality(bones), cardinality(other_bones)) - least(cardinality(bones), cardinality(other_bones)) <= 1
        and least(cardinality(bones), cardinality(other_bones)) > 0
        and least(length(array_to_string(bones, '')), length(array_to_string(other_bones, ''))) >= 3 then
        return 6;
    end if;
    return 0;
end
$$;

create function identity.nik_slip(nik text, other text) returns text language plpgsql immutable parallel safe strict as $$
declare
    wrong integer := 0;
    first_wrong integer;
    last_wrong integer;
begin
    if length(other) <> 16 or nik = other then
        return null;
    end if;
    if length(nik) between 12 and 15 then
        return case when starts_with(other, nik) then 'nik_lost_digits' end;
    end if;
    if length(nik) <> 16 then
        return null;
    end if;
    for place in 1..16 loop
        if substr(nik, place, 1) <> substr(other, place, 1) then
            wrong := wrong + 1;
            first_wrong := coalesce(first_wrong, place);
            last_wrong := place;
        end if;
    end loop;
    if wrong = 1 then
        return case when last_wrong = 16 and right(nik, 1) = '0' then 'nik_lost_digits' else 'nik_digit' end;
    end if;
    if wrong = 2 and last_wrong = first_wrong + 1 and substr(nik, first_wrong, 1) = substr(other, last_wrong, 1)
        and substr(nik, last_wrong, 1) = substr(other, first_wrong, 1) then
        return 'nik_transposed';
    end if;
    if right(nik, 2) = '00' and first_wrong >= 13 and translate(substr(nik, first_wrong), '0', '') = '' then
        return 'nik_lost_digits';
    end if;
    return null;
end
$$;
comment on function identity.nik_slip is 'The slip of the pen, as a method of matching, that makes one NIK of another; null where it takes more than one.';
