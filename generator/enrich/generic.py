"""Words that say little. In: nothing. Out: STOP, words that no term holds; GENERIC, stems that are no term to show by themselves;
PHRASES, pairs of such stems that are one; DANGLING_FIRST and DANGLING_LAST, stems that no shown pair begins or ends with.

STOP was written by hand: English function words and the prose of abstracts. GENERIC was counted, then weeded by hand: stems that stand in
60 or more of 12,537 machine-learning abstracts and are part of an author's keyword in fewer than four of a hundred of them.
"""

from __future__ import annotations

STOP = frozenset(
    """
    able about above achieve achieved achieves achieving across additionally address addresses addressing after afterwards again against
    aim aims al all allow allows almost along already also although always am among amount an analyze and another any approach
    approaches are around art as at available based be because become becomes been before being below best better between both but by
    can cannot challenge challenges challenging com commonly comparable compared comprehensive conduct consider considered consistently
    could demonstrate demonstrated demonstrates demonstrating despite develop developed difficult do does doing done down due during
    each easily effective effectively effectiveness eg either else enable enables enabling enough et etc evaluate evaluated even ever
    every existing experiment experimental experiments extensive extensively finally find findings first focus for found framework
    from further get gets github give given gives good great has have having he help hence her here higher highly him his hoc how
    however http https idea ie if improve improved improvement improvements improves improving in include includes including increase
    increasing increasingly indeed instead into introduce introduced introduces introducing investigate is issue issues it its itself
    just key lack largely last lead leading leads least less leverage leverages leveraging like made main mainly major make makes making
    many may me method methods might more moreover most mostly much must my namely need needed needs neither never nevertheless new next
    no none nor not nothing novel now obtain obtained of off often on once one only onto or other others otherwise our ours out
    outperform outperforming outperforms over overall own paper papers particular particularly per perform performed performs perhaps
    possible potential present presented presents previous previously problem problems promising propose proposed proposes proposing
    provide provided provides providing publicly rather re recent recently relies rely remain remains require required requires
    respectively result resulting results reveal reveals same second see seem several she shortcoming should show showed showing shown
    shows significant significantly similar simply since so solution solutions solve solving some specific specifically still studies
    study substantial substantially such superior systematic systematically technique techniques than that the their them themselves
    then there thereby therefore these they third this those though three through throughout thus to today together too toward towards
    two typically under unlike until up upon us usage use used useful user using usually utilize utilizing variety various very via was
    way we well were what when where whereas whether which while who whole whose why widely will with within without work works would
    yet you your
    """.split()
)

GENERIC = frozenset(
    """
    ability ablation absence absolute abstract abundant accelerate accelerating access accessible accomplish according accordingly
    account accuracy accurate accurately acquire acquired act actively actual actually ad adapt adapted adapting adaptively add
    added adding addition additional addressed adjust admit adopt adopted adoption advance advanced advancement advantage affect
    aforementioned aggregate aggregated aggregating aid aiming algorithm align aligned aligning alleviate allowing alone alternative
    ambiguous analyse analysis analytical analytically analyzing answer appealing appear appearance applicability applicable
    application applied apply applying appropriate appropriately approximate approximated approximately approximating approximation
    arbitrarily arbitrary architectural architecture area argue arise article artifact artificial ask aspect assess assessing assign
    assigned assist associated assume assumed assuming assumption asymptotically attacker attain attempt attracted attributed
    augmenting automate automated automatically auxiliary availability average avoid avoiding aware away back backbone bad balance
    balancing base based baseline basic basis batch becoming begin behave behavior behaviour behind believe belong benchmark
    beneficial benefit beside beyond biased big billion boost bounded bounding box break bridge bridging bring broad broader broadly
    budget build building built burden calculate calibrated call called candidate canonical capability capable capacity caption
    capture captured capturing car careful carefully carry case cast cause caused center central centralized certain change changing
    character characteristic characterization characterize characterized characterizing check choose choosing chosen claim class
    classic classical classifier classify classifying clean clear clearly close closed closely closer co coarse coefficient coherent
    collect collected collecting collection color combination combine combined combining come common communicate community compact
    compare comparing comparison compatible competing competitive competitor complement complementary complete completely complex
    complicated component composed comprehensively compress comprise computation computational computationally compute computed
    concern conclude concrete concretely condition conditioning conducted conducting configuration confirm conjunction connect
    connected connection consequence consequently considerable considerably consideration considering consist consistent consisting
    constant constrain constrained construct constructed constructing construction consuming consumption contain containing content
    context continue continuous continuously contrast contribute contribution controlled controlling conventional converge convert
    convexity core correct correctly correctness correlate correspond corresponding corroborate corrupted cost costly count
    counterpart cover coverage crafted create created creating criteria criterion critical cross crucial curated current currently
    data dataset date de deal dealing decade decide decompose decoupling decrease dedicated deep deeper define defined defining
    definition degradation degrade degree deliver delta demand depend dependence depending deploy deployed deploying deployment
    derive derived describe described design designed designing desirable desired detail detailed detect detecting detector
    determine determined determining deterministic developing development deviation devise differ difference different
    differentially difficulty digital direct direction directly discover discovered discovering discrepancy discriminative discuss
    distill distinct distinguish distribution diverse domain dominant downstream dramatically drastically draw drawback drawing
    drawn drive drop dual dubbed dynamic dynamically early easier easy efficacy efficiency efficient efficiently effort eight
    element eliminate ell emerge emerged emerging emph empirical empirically employ employed employing enabled encode encoded
    encompass encounter encourage encouraging end enforce enforcing engineering enhance enhanced enhancing enjoy ensure ensuring
    entire entirely entry environment environmental epoch epsilon equal equally equipped equivalent error especially essential
    essentially establish established establishing estimate estimated estimating estimation estimator evaluating evaluation evidence
    evolve evolving exact exactly examine example exceed excel excellent exchange execute execution exhibit exhibiting exist
    existence expand expect expected expensive experienced experimentally expertise explain explaining explicit explicitly exploit
    exploited exploiting explore explored exploring exponentially express expressed extend extended extending extension extent
    external extra extract extracted extracting extremely f1 face facilitate facilitating fact factor fail fall family far fashion
    fast faster favorable feasibility feasible feature feed few fewer field fill final fine finite firstly fit fitting five fixed
    flexibility flexible flexibly fly focuse focused focusing follow followed following footprint force form formalize formally
    format former formula formulate formulated formulation forward four frac fraction frame free frequently friendly full fully
    function functionality fundamental fundamentally furthermore fuse future gain gained gap general generality generaliz
    generalizability generalize generalizing generally generate generated generating generation generator generic global globally go
    gradually granularity greater greatly ground grow growing guarantee guaranteed guidance guide guiding hand handle handling hard
    heavily hidden high highest highlight highlighting hinder historical history hold hope hour huge human hundred hypothesize ideal
    identical identified identify identifying ignore ignoring ii iii illustrate image impact implement implementation implemented
    implication implicitly imply important importantly impose impossible impractical impressive inaccurate inconsistent incorporate
    incorporated incorporating incorrect increase increased increasing incur independent independently indicate indicating
    individual induce induced industrial industry inefficient infeasible infer inference inferred inferring information informative
    ingredient inherent inherently initial initialized inner innovation innovative input inside insight inspiration inspired
    instability instance insufficient integrate integrated integrating integration intelligence intelligent intensive inter interact
    interacting interest interesting interestingly intermediate internal interplay interpreted intra intricate intriguing intuition
    intuitive intuitively investigated investigating investigation involve involved involving io irrelevant item iteration
    iteratively joint jointly keep keeping kind kl know knowledge known lab lacking language large larger largest lastly later
    latter layer learn learned learning learnt leave led left len length let level leveraged library lie life light likely limit
    limitation limited limiting line linear linearly literature little lm local locally location log logarithmic long longer look
    loss lot low lower machine magnitude mainstream maintain maintaining majority malicious manipulate manner manual manually map
    massive match mathbb mathcal mathematically matter maximiz maximize maximizing mean meaning meaningful meanwhile measure
    measured measurement measuring mechanism meet merely meta methodology metric mild million mimic mini minimal minimiz minimize
    minimizing mismatch mitigate mitigating model modeled modeling modelling modern modification modified modify modifying module
    motivate motivated move movement moving ms mujoco multi multiple multiview naive named native natural naturally nature navigate
    near nearly necessarily necessary necessity neglect negligible neighborhood network neural newly nn non normal notable notably
    notion np number numerical numerous objective observable observation observational observe observed observing obstacle obtaining
    occur off offer offering omega open operate operating operation opportunity optimal optimiz optimize optimized optimizing order
    original outcome output outside overcome overhead overlook overlooked page pair paired par paradigm parameter part partially
    participant partition pass past path pattern penalty people perfect performance performing perspective perturbed phase
    phenomenon pipeline pixel planner platform play plug point pool poor poorly popular popularity posed position positive possess
    possibility possibly potentially power powerful practical practically practice practitioner pre precise precisely predefined
    predict predicted predicting prediction presence preserve prevalent prevent primarily primary principle principled prior priori
    probability probe procedure process processing produce produced producing profile progress progressively prohibitive
    prohibitively project projected prominent promise promote prone proof propagate proper properly property proposal protocol prove
    proved proven public published purely purpose push qualitative qualitatively quality quantify quantifying quantitative
    quantitatively quantity question quickly quite raise random randomly range ranging rapid rapidly rare rarely rate ratio raw
    reach readily real realistic realize reason reasonable receive received recognize reconstruct reconstructing recover recovering
    reduce reduced reducing reduction redundant refer reference referred refine refined reflect regard regarding regardless regime
    region regular reinforcement relate related relationship relative relatively release released relevance relevant reliable
    reliably reliance reliant relying remaining remarkable remarkably remedy remove removing replace replacing report reported
    represent representation representative represented representing reproduce requirement requiring research researcher resolve
    resource respect response restrict restricted restriction retain retaining rethinking retraining return revealed revealing
    revisit revisiting rich right rigorous rigorously rise robust robustly role round rule run running sacrificing sample sampled
    satisfactory satisfied satisfy satisfying save saving scalable scale scarce scarcity scenario schedule scheme scope score
    scoring scratch seamlessly searching secondly seek seeking seen segment select selected selecting selection self semantically
    semi sense sensory separate separately sequentially series serve service sery set setting setup severe severely shallow share
    shared sharp shed shelf short shot showcase side signal significance similarly simple simpler simplicity simplified simplify
    simulate simulated simultaneous simultaneously single site situation six siz size slightly slow small smaller solely solved
    sometime sophisticated sota source sourced space span spanning spatially special specialized specified specify spectrum speed
    speedup sqrt squared stable stage standard start starting state static step store straightforward strategy strength strict
    strictly strong stronger strongly structure struggle studied studying style sub subject suboptimal subsequent subsequently
    subset success successful successfully suffer sufficient sufficiently suggest suggesting suitable suite suited summarize summary
    superiority supervised support supported supporting surpass surpassing surprising surprisingly surrounding survey susceptible
    syntactic synthesized synthesizing system tackle tackling tailored take taken taking target task technical technology temporally
    ten tend term termed test tested text textbf textit thank theoretic theoretical theoretically thorough thousand threshold tight
    tilde time token tool top total track tractable trade traditional train trained training transferable transferred transferring
    transformation transformed transition treat treated trend trial trigger trivial true truth try tune tuned turn type typical
    ubiquitous unable uncertain unclear unconstrained uncover underlying understanding understood unexplored unfortunately unified
    uniformly unify unifying unique unit unknown unobserved unstable unstructured update updated updating upper url usefulness
    utility utiliz utilization utilized valid validate validated validation validity valuable value vanilla variability variant
    variation vary varying vast verified verify versatile version video view viewed viewpoint vital vs weakness website weighted
    wherein wide wider widespread wild window wise word working world worse written year yield yielding zero
    """.split()
)

PHRASES = frozenset(
    tuple(pair.split())
    for pair in (
        "big data, code generation, common sense, computational model, data analysis, data collection, data generation, design space, "
        "domain knowledge, experimental design, feature learning, few shot, first order, function space, higher order, "
        "human evaluation, image analysis, image generation, image text, image prior, knowledge base, knowledge representation, "
        "language generation, language model, learning rate, linear model, long context, long form, long range, long term, loss function, "
        "low shot, mean field, mechanism design, metric learning, model free, multi agent, multi domain, multi instance, multi objective, "
        "multi scale, multi stage, multi step, multi task, multi turn, multi view, multiple instance, natural language, neural field, "
        "neural process, neural representation, novel view, one shot, open domain, open set, open source, open world, point process, "
        "pre trained, pre training, question generation, real time, representation learning, sample efficiency, sample efficient, "
        "second order, self supervised, self training, semi supervised, shared task, source free, state space, step size, "
        "supervised learning, task learning, test time, text generation, time sery, tool use, user modeling, value function, "
        "video analysis, video generation, video prediction, video understanding, world model, zero shot"
    ).split(", ")
)
DANGLING_FIRST = frozenset(
    (
        "aware",
        "dimensional",
        "end",
        "grained",
        "level",
        "modal",
        "order",
        "large",
        "quality",
        "scale",
        "shot",
        "size",
        "term",
        "trained",
        "turn",
        "view",
        "wise",
    )
)
DANGLING_LAST = frozenset(
    """
    co cross deep dual end few fine fully high large long low multi multiple natural new non novel one open pre real self semi short small
    single state time zero
    """.split()
)
