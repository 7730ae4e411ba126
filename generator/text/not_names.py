"""Words of titles. In: nothing. Out: words that are nobody's name, so that "Optimal Control and Machine Learning" is no pair of authors."""

NOT_NAMES = frozenset(
    "the with for and from via using towards toward through under into without beyond between about how what why when on in of to an "
    "that which who whose where while whether this these those their its our your "
    "learning model models language based multi large neural image images detection data generation network networks efficient "
    "reasoning deep llm llms framework aware training reinforcement graph graphs vision text visual video videos diffusion optimization "
    "optimal analysis knowledge human object objects multimodal robust segmentation agent agents adaptive task tasks classification "
    "semantic semantics estimation evaluation recognition supervised approach representation representations guided domain prediction "
    "dynamic attention control modeling benchmark generative dataset datasets retrieval context adversarial understanding inference "
    "real robot robots information machine systems system driven temporal transformer transformers translation alignment motion "
    "feature features search planning policy policies adaptation tuning sparse view online hierarchical open reconstruction latent "
    "speech memory unsupervised unified gradient action generalization enhancing augmented design contrastive tracking distillation "
    "bayesian linear medical fast autonomous scene uncertainty structure question transfer fusion synthesis causal structured local "
    "stochastic method methods matching prompt spatial multilingual bias sampling federated code distribution extraction label natural "
    "quality identification state flow pose decision hybrid automated automatic algorithm algorithms scaling performance embedding "
    "embeddings probabilistic compression architecture social clustering continuous synthetic exploration global novel convolutional "
    "regression constrained perception survey navigation geometry geometric augmentation consistency word applications environments "
    "dialogue sensing theory audio languages statistical logical distributional diabetes behavior management approaches complex "
    "equilibrium equilibria regularization computing computation filters sources finite automata clustering separation matrix "
    "nonlinear logic programming database databases web mobile digital quantum medicine science technology university institute "
    "department research laboratory google microsoft meta openai deepmind hugging face daily papers paper abstract introduction "
    "less more learns letters notes review reviews journal annals bulletin quarterly proceedings transactions ecology biology physics "
    # Little words of titles in Portuguese, Spanish, Italian, French and German that stand in no name.
    "um uma sobre em para com nas nos pelo pela estudo análise avaliação uso una con por estudio análisis evaluación según uno "
    "studio analisi nel nella sul sulla une sur dans pour avec étude analyse chez über bei mit für eine einer einem im untersuchung "
    "beitrag".split()
)
