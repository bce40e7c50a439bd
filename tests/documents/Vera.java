// Asks the veraPDF engine about many files in one process.
// Arguments: files, each after the flavours asked about it, as FLAVOUR[,FLAVOUR]=FILE (ua1, 2a).
// Prints one line for each: FLAVOUR TAB number of failed rules TAB FILE TAB the failed rules.
import java.io.File;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public class Vera {
    private static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A");

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String argument : arguments) {
            int cut = argument.indexOf('=');
            for (String flavour : argument.substring(0, cut).split(",")) {
                ask(flavour, argument.substring(cut + 1));
            }
        }
    }

    private static void ask(String flavour, String file) throws Exception {
        String name = "org/verapdf/pdfa/validation/" + PROFILES.get(flavour) + ".xml";
        ValidationProfile profile;
        try (InputStream in = Vera.class.getClassLoader().getResourceAsStream(name)) {
            profile = Profiles.profileFromXml(in);
        }
        TreeSet<String> failed = new TreeSet<>();
        PDFAFlavour asked = PDFAFlavour.fromString(flavour);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), asked)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 200, true, true, false);
            ValidationResult result = validator.validate(parser);
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    failed.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber());
                }
            }
            if (!result.isCompliant() && failed.isEmpty()) {
                failed.add("not compliant");
            }
        }
        System.out.println(flavour + "\t" + failed.size() + "\t" + file + "\t" + String.join(" ", failed));
    }
}
